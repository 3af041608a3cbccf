/** The audit of one target: its report, and what that means for the exit code. */
import { auditRepo } from '../checks/engine/audit.ts';
import { isBrokenAnew } from '../checks/engine/baseline.ts';
import type { Severity } from '../checks/engine/check.ts';
import type { Report } from '../checks/engine/report.ts';
import { type Settings, settingsFor } from './audit-settings.ts';
import { openTarget } from './audit-target.ts';
import type { Command, Io } from './command.ts';
import { exitCodes } from './command.ts';
import { readPackage } from './package.ts';

export type Options = Parameters<Command['run']>[0]['options'];

export interface Audited {
  readonly report: Report;
  readonly exitCode: number;
}

const severities: readonly Severity[] = ['must', 'should', 'may'];

/** `problem`: one sentence about the target. Throws a {@link UsageError} for settings that can't be used. */
export async function auditTarget(
  target: string,
  options: Options,
  io: Io,
): Promise<Audited | { readonly problem: string }> {
  const { checks } = await import('../checks/index.generated.ts');
  const opened = await openTarget(target, options.rev as string | undefined, io);
  if ('problem' in opened) return opened;
  try {
    const { repo, named } = opened;
    if (repo.files.length === 0) return { problem: 'holds no files to audit' };
    const settings = await settingsFor(repo, options, checks, io);
    const report = await auditRepo(repo, {
      checks: settings.checks,
      target: named,
      tool: { name: 'twelvefold', version: readPackage().version },
      exceptions: {
        suppressions: settings.configuration.suppressions,
        comments: options['no-suppressions'] !== true,
        today: new Date().toISOString().slice(0, 10),
        baseline: settings.baseline,
        isCheck: (id) => checks.has(id),
      },
      onError: (error) => {
        if (io.env.TWELVEFOLD_DEBUG && error instanceof Error) io.stderr(`${error.stack}\n`);
      },
    });
    return { report, exitCode: exitCodeOf(report, settings) };
  } finally {
    opened.close();
  }
}

/** An audit that isn't whole outranks what it found: its result can't be relied on. */
function exitCodeOf({ checks, score }: Report, { failOn, minScore }: Settings): number {
  if (checks.some(({ outcome }) => outcome === 'error')) return exitCodes.incomplete;
  const counting = failOn === 'never' ? [] : severities.slice(0, severities.indexOf(failOn) + 1);
  const broken = checks.some((check) => counting.includes(check.severity) && isBrokenAnew(check));
  return broken || (minScore > 0 && (score === null || score < minScore)) ? exitCodes.findings : exitCodes.ok;
}
