/** What a check is: types and constructors only; nothing here reads a file or runs a check. */
import type { FactName, Facts } from '../facts/facts.ts';
import type { Place } from './place.ts';

/** A broken claim at one place. The message is one sentence: what stands there and why it breaks the claim. */
export interface Finding {
  readonly message: string;
  readonly at: Place;
}

/** What a check says of one app (or of the whole codebase, see {@link Subject}). */
export type Verdict =
  | { readonly outcome: 'pass'; readonly reason: string; readonly evidence: readonly Place[] }
  | { readonly outcome: 'fail'; readonly findings: readonly [Finding, ...Finding[]] }
  | {
      readonly outcome: 'notApplicable' | 'unknown';
      readonly reason: string;
      readonly evidence?: readonly Place[];
    };

export type Severity = 'must' | 'should' | 'may';

/**
 * What a claim speaks of. The engine asks the check once for each subject, and answers `notApplicable` by itself
 * for apps that are no such subject, so that no check repeats "a library has no port".
 *
 * - `codebase`: the repository, once.
 * - `app`: every app, libraries and tools included.
 * - `service`: apps that run as long-lived processes (web, worker).
 * - `web`: services that answer requests.
 */
export type Subject = 'codebase' | 'app' | 'service' | 'web';

export interface CheckMeta {
  /** The claim as a sentence that is true when all is well; ends with a period. */
  readonly title: string;
  /** Why the factor asks for it, in a sentence or two. */
  readonly why: string;
  /** What to do about a finding, as an instruction. */
  readonly fix: string;
  readonly severity: Severity;
  readonly subject: Subject;
  /** The claim is about manifests alone: files of an app whose language isn't read decide it as well. */
  readonly aboutManifests?: true;
}

export interface Check<Needs extends FactName = never> extends CheckMeta {
  /** The facts that `run` may read; reading another one doesn't compile. */
  readonly needs: readonly Needs[];
  run(facts: Pick<Facts, Needs>): Verdict;
}

/** Erases the needs, so that checks of different needs fit in one list. */
export interface AnyCheck extends CheckMeta {
  readonly needs: readonly FactName[];
  run(facts: Facts): Verdict;
}

export const defineCheck = <const Needs extends FactName>(check: Check<Needs>): AnyCheck => check;

/** The claim holds; `reason` says in a few words by what, `evidence` where that was seen. */
export const pass = (reason: string, evidence: readonly Place[] = []): Verdict => ({
  outcome: 'pass',
  reason,
  evidence,
});

/** The claim is broken at these places; without any it would not be a failure, so the type asks for one. */
export const fail = (findings: readonly [Finding, ...Finding[]]): Verdict => ({ outcome: 'fail', findings });

/** `fail` if there is any finding, else what `otherwise` says. */
export const failIfAny = (findings: readonly Finding[], otherwise: () => Verdict): Verdict => {
  const [first, ...others] = findings;
  return first ? fail([first, ...others]) : otherwise();
};

export const notApplicable = (reason: string): Verdict => ({ outcome: 'notApplicable', reason });

/** There is a subject, but the files don't decide it; `reason` names the fact that is missing. */
export const unknown = (reason: string, evidence: readonly Place[] = []): Verdict => ({
  outcome: 'unknown',
  reason,
  evidence,
});
