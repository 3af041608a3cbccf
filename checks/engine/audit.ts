/** Audits a repository: finds its apps, gathers the facts that the checks need, asks each check, makes the report. */
import type { App, FactName, Facts } from '../facts/facts.ts';
import { markKnown } from './baseline.ts';
import type { AnyCheck, Subject, Verdict } from './check.ts';
import { type AppVerdict, type Combined, combine } from './combine.ts';
import { excerptOf } from './excerpt.ts';
import { factors } from './factors.ts';
import { fingerprinter } from './fingerprint.ts';
import { type AskFact, type Gathering, type Sources, startGathering } from './gather.ts';
import type { Problem } from './place.ts';
import { type Redact, redactor } from './redact.ts';
import type { Repo } from './repo.ts';
import type { CheckReport, FactorReport, Report, ReportedProblem, Target } from './report.ts';
import { factorOutcome, factorScore, gradeOf, totalScore } from './score.ts';
import { compareText } from './snapshot.ts';
import { type Suppression, suppress } from './suppress.ts';
import { suppressionComments } from './suppression-comments.ts';

export interface AuditOptions {
  /** By id, `factor/true-phrase`. Absent: all that there are. */
  readonly checks?: ReadonlyMap<string, AnyCheck>;
  /** Put in place of gathered facts, the same for every app. */
  readonly facts?: Partial<Facts>;
  /** Where the repository came from, for the report. */
  readonly target?: Pick<Target, 'path' | 'url'>;
  readonly tool?: Report['tool'];
  /** Told of each exception that became an `error`, for who looks for the bug. */
  readonly onError?: (error: unknown) => void;
  /** Exceptions to apply. Absent: none, and comments in the repository that ask for some are passed over. */
  readonly exceptions?: Exceptions;
  /** What facts are gathered from. Absent: the ecosystems and artifact readers of this program. */
  readonly sources?: Sources;
}

export interface Exceptions {
  /** From configuration files. */
  readonly suppressions: readonly Suppression[];
  /** Whether comments in the repository count. */
  readonly comments: boolean;
  /** `YYYY-MM-DD`: what holds until yesterday has expired. */
  readonly today: string;
  /** Fingerprints of findings that are known already. */
  readonly baseline?: ReadonlySet<string>;
  /** Ids that suppressions may name: all checks, chosen now or not. */
  readonly isCheck: (id: string) => boolean;
}

const wholeCodebase: App = { path: '.', ecosystem: 'unknown', kind: 'library', evidence: [] };

/** Never rejects for what stands in the repository; a check or gatherer that throws is an `error` in the report. */
export async function auditRepo(repo: Repo, options: AuditOptions = {}): Promise<Report> {
  const checks = options.checks ?? (await import('../index.generated.ts')).checks;
  const sources = options.sources ?? (await import('./sources.ts')).sources;
  await sources.prepare?.(repo);
  const gathering = startGathering(repo, sources, options.facts);
  const codebase = wholeCodebaseFacts(repo, gathering);
  const apps = await findApps(codebase);
  const onError = options.onError ?? (() => undefined);
  const subjects = 'apps' in apps ? subjectsOf(repo, apps.apps, gathering, codebase) : undefined;

  const asked: { id: string; check: AnyCheck; combined: Combined }[] = [];
  for (const [id, check] of sortedChecks(checks)) {
    asked.push({
      id,
      check,
      combined: await judge(
        repo,
        check,
        codebase,
        subjects,
        apps,
        onError,
        sources.factsOfSource ?? new Set(),
      ),
    });
  }

  const redact = redactor(await knownSecrets(gathering, subjects));
  const found = asked.map(({ id, check, combined }) => reportCheck(repo, id, check, combined, redact));
  const { checks: reported, suppressions } = applyExceptions(repo, found, options.exceptions);
  const judgedFactors = reportFactors(reported);
  const score = totalScore(judgedFactors);
  return {
    schemaVersion: 1,
    tool: options.tool ?? { name: 'twelvefold', version: '0.0.0' },
    target: { ...options.target, commit: repo.git?.commit, dirty: repo.git?.dirty },
    apps: ('apps' in apps ? apps.apps : []).map(({ path, ecosystem, framework, kind }) => ({
      path,
      ecosystem,
      framework,
      kind,
    })),
    score,
    grade: gradeOf(score, judgedFactors),
    decided: {
      checks: reported.filter(({ outcome }) => outcome === 'pass' || outcome === 'fail').length,
      of: reported.filter(({ outcome }) => outcome !== 'notApplicable').length,
    },
    factors: judgedFactors,
    checks: reported,
    problems: reportProblems([...repo.problems, ...gathering.problems()], redact),
    suppressions: suppressions.map((one) => ({ ...one, reason: redact(one.reason) })),
  };
}

interface AppSubject {
  readonly app: App;
  readonly ask: AskFact;
}
type FoundApps = { readonly apps: readonly App[] } | { readonly problem: string };

const wholeCodebaseFacts = (repo: Repo, gathering: Gathering): AskFact =>
  gathering.forApp(
    wholeCodebase,
    [],
    repo.files.map(({ path }) => path),
  );

async function findApps(codebase: AskFact): Promise<FoundApps> {
  try {
    return { apps: await codebase('apps') };
  } catch (error) {
    return { problem: `the apps could not be found: ${wordsOf(error)}` };
  }
}

/** An app holds the files under its folder that no other app's folder inside it holds, and those of its parts. */
function subjectsOf(repo: Repo, apps: readonly App[], gathering: Gathering, codebase: AskFact): AppSubject[] {
  const [only] = apps;
  if (
    apps.length === 1 &&
    only?.path === '.' &&
    only.kind === wholeCodebase.kind &&
    only.ecosystem === 'unknown'
  ) {
    return [{ app: only, ask: codebase }];
  }
  const folders = [...new Set(apps.map(({ path }) => path))].sort((a, b) => b.length - a.length);
  const paths = new Map<string, string[]>(folders.map((folder) => [folder, []]));
  for (const { path } of repo.files) {
    const holder = folders.find((folder) => folder === '.' || path.startsWith(`${folder}/`));
    if (holder !== undefined) paths.get(holder)?.push(path);
    for (const app of apps) {
      const isPart = app.parts?.some((part) => path.startsWith(`${part}/`)) ?? false;
      if (isPart && holder !== app.path) paths.get(app.path)?.push(path);
    }
  }
  return apps.map((app) => ({ app, ask: gathering.forApp(app, apps, paths.get(app.path) ?? []) }));
}

const isSubject = (subject: Subject, { kind }: App): boolean =>
  subject === 'app' || kind === 'web' || (subject === 'service' && kind === 'worker');

const noSubject: Readonly<Record<Subject, string>> = {
  codebase: 'the repository holds no files',
  app: 'the repository holds no app',
  service: 'nothing here runs as a service',
  web: 'nothing here answers requests over the network',
};

async function judge(
  repo: Repo,
  check: AnyCheck,
  codebase: AskFact,
  subjects: readonly AppSubject[] | undefined,
  apps: FoundApps,
  onError: (error: unknown) => void,
  factsOfSource: ReadonlySet<FactName>,
): Promise<Combined> {
  const verdicts: AppVerdict[] = [];
  if (repo.files.length > 0 && check.subject === 'codebase') {
    verdicts.push({ app: '.', verdict: await ask(check, codebase, onError) });
  } else if (repo.files.length > 0 && 'problem' in apps) {
    verdicts.push({ app: '.', verdict: { outcome: 'error', reason: apps.problem } });
  } else if (repo.files.length > 0) {
    for (const { app, ask: facts } of subjects ?? []) {
      const verdict = isSubject(check.subject, app) ? await ask(check, facts, onError) : undefined;
      const told = tellUnread(check, app, verdict, factsOfSource);
      if (told) verdicts.push({ app: app.path, verdict: told });
    }
  }
  if (verdicts.length > 0) return combine(verdicts);
  const reason = repo.files.length === 0 ? noSubject.codebase : noSubject[check.subject];
  return combine([{ app: '.', verdict: { outcome: 'notApplicable', reason } }]);
}

/**
 * Where an app's language isn't read, silence of its source means nothing: what would rest on it is unknown, and so is
 * whether it is a service at all. What was found broken stays so.
 */
function tellUnread(
  check: AnyCheck,
  app: App,
  verdict: AppVerdict['verdict'] | undefined,
  factsOfSource: ReadonlySet<FactName>,
): AppVerdict['verdict'] | undefined {
  if (app.unread === undefined || verdict?.outcome === 'fail') return verdict;
  const restsOnSource = !check.aboutManifests && check.needs.some((name) => factsOfSource.has(name));
  if (verdict && !restsOnSource) return verdict;
  return { outcome: 'unknown', reason: `its source is in ${app.unread}, which isn't read` };
}

/** The one place where an exception becomes a result. */
async function ask(
  check: AnyCheck,
  fact: AskFact,
  onError: (error: unknown) => void,
): Promise<AppVerdict['verdict']> {
  const facts: Partial<Record<FactName, unknown>> = {};
  for (const name of check.needs) {
    try {
      facts[name] = await fact(name);
    } catch (error) {
      onError(error);
      return { outcome: 'error', reason: `the fact “${name}” could not be gathered: ${wordsOf(error)}` };
    }
  }
  try {
    const verdict: Verdict = check.run(facts as Facts);
    return verdict;
  } catch (error) {
    onError(error);
    return { outcome: 'error', reason: `the check itself failed: ${wordsOf(error)}` };
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

function sortedChecks(checks: ReadonlyMap<string, AnyCheck>): [string, AnyCheck][] {
  const order = new Map(factors.map(({ slug, number }) => [slug, number]));
  const numberOf = (id: string): number => order.get(slugOf(id)) ?? factors.length + 1;
  return [...checks].sort(([a], [b]) => numberOf(a) - numberOf(b) || compareText(a, b));
}

const slugOf = (id: string): string => id.slice(0, id.indexOf('/'));

/** Values to keep out of the report, whose excerpts could show what the chosen checks don't speak of. */
async function knownSecrets(gathering: Gathering, subjects: readonly AppSubject[] = []): Promise<string[]> {
  for (const { ask: fact } of subjects) {
    // A gatherer that throws is told by the checks that need it.
    await Promise.allSettled([fact('secrets'), fact('envFiles')]);
  }
  const secrets = (await gathering.gathered('secrets')).flat();
  const entries = (await gathering.gathered('envFiles'))
    .flat()
    .flatMap((file) => (file.example ? [] : file.entries));
  return [
    ...secrets.filter(({ kind }) => kind === 'literal' || kind === 'default').map(({ value }) => value),
    ...entries.filter(({ live }) => live === 'secret').map(({ value }) => value),
  ];
}

function applyExceptions(
  repo: Repo,
  checks: readonly CheckReport[],
  exceptions: Exceptions | undefined,
): Pick<Report, 'checks' | 'suppressions'> {
  if (!exceptions) return { checks, suppressions: [] };
  const { suppressions, comments, today, baseline, isCheck } = exceptions;
  const chosen = new Set(checks.map(({ id }) => id));
  const asked = [
    ...suppressions,
    ...(comments
      ? [...repo.textsRead()].flatMap(([path, text]) => suppressionComments(path, text, isCheck))
      : []),
  ];
  // Of a check that wasn't asked nobody knows whether its exception is needed.
  const result = suppress(
    checks,
    asked.filter(({ check, problem }) => problem !== undefined || chosen.has(check)),
    today,
  );
  return baseline ? { ...result, checks: markKnown(result.checks, baseline) } : result;
}

function reportCheck(
  repo: Repo,
  id: string,
  check: AnyCheck,
  combined: Combined,
  redact: Redact,
): CheckReport {
  const factor = slugOf(id);
  const fingerprint = fingerprinter(id);
  const lineText = (path: string, line: number | undefined): string =>
    line === undefined ? '' : redact(repo.text(path)?.split('\n', line)[line - 1] ?? '');
  return {
    id,
    factor,
    severity: check.severity,
    outcome: combined.outcome,
    reason: redact(combined.reason),
    ...(combined.outcome === 'pass' || combined.outcome === 'fail' ? { proof: 'read' as const } : {}),
    findings: combined.findings.map((finding) => {
      const { path, line, column, endLine } = finding.at;
      const masked = { ...finding, message: redact(finding.message) };
      const name = fingerprint(masked, lineText(path, line));
      const excerpt = excerptOf(repo.text(path), finding.at, redact);
      return {
        message: masked.message,
        app: finding.app,
        path,
        line,
        column,
        endLine,
        fingerprint: name,
        excerpt,
      };
    }),
    evidence: combined.evidence.map(({ app, place: { path, line } }) => ({ app, path, line })),
    title: check.title,
    why: check.why,
    fix: check.fix,
    docs: `docs/checks/${factor}.md#${id.slice(factor.length + 1)}`,
  };
}

/** A factor of which no check was chosen isn't spoken of. */
function reportFactors(checks: readonly CheckReport[]): FactorReport[] {
  return factors.flatMap(({ number, slug, title }): FactorReport[] => {
    const own = checks.filter(({ factor }) => factor === slug);
    if (own.length === 0) return [];
    return [
      {
        number,
        slug,
        title,
        outcome: factorOutcome(own),
        score: factorScore(own),
        checks: own.map(({ id }) => id),
      },
    ];
  });
}

function reportProblems(problems: readonly Problem[], redact: Redact): ReportedProblem[] {
  const distinct = new Map<string, ReportedProblem>();
  for (const { path, line, message } of problems) {
    distinct.set(JSON.stringify([path, line, message]), { path, line, message: redact(message) });
  }
  return [...distinct.values()].sort(
    (a, b) =>
      compareText(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || compareText(a.message, b.message),
  );
}
