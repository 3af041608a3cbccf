/** Interleaved rounds: what else the machine does meets all that is compared, so that ratios hold where times don't. */
import { execFileSync } from 'node:child_process';

/** What one round of one thing gave, by what is measured. */
export type Sample = Readonly<Record<string, number>>;

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** The samples of each, one a round; each round begins with another, and one before the first isn't counted. */
export async function interleave<Name extends string>(
  rounds: number,
  measured: Readonly<Record<Name, () => Promise<Sample>>>,
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(measured) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Name, Sample[]>;
  for (let round = 0; round <= rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const sample = await measured[name]();
      if (round > 0) samples[name].push(sample);
    }
  }
  return samples;
}

/** The median of the rounds' own ratios. */
export function ratio(ours: readonly Sample[], theirs: readonly Sample[], of: string): number {
  return median(
    ours.map((sample, round) => (sample[of] ?? Number.NaN) / (theirs[round]?.[of] ?? Number.NaN)),
  );
}

/** The median of the rounds. */
export function middle(samples: readonly Sample[], of: string): number {
  return median(samples.map((sample) => sample[of] ?? Number.NaN));
}

/** Whether a program is installed. */
export function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
