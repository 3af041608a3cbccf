/** Every variable that the app reads, against the places where a newcomer would find its name. */
import { defineCheck, failIfAny, notApplicable, pass } from '../engine/check.ts';
import { listed } from '../engine/wording.ts';

export default defineCheck({
  title: 'Every variable that the app requires is named where a newcomer finds it.',
  why: 'A deploy is made by setting variables; one that nobody named is found by a crash.',
  fix: 'Name the variable in `.env.example`, in a config schema with a description, or in the README’s table.',
  severity: 'should',
  subject: 'app',
  needs: ['envReads', 'documentation'],
  run({ envReads, documentation }) {
    const named = envReads.filter((read): read is typeof read & { name: string } => read.name !== undefined);
    if (named.length === 0) return notApplicable('the app reads no variable');
    const documented = new Set(documentation.flatMap(({ names }) => names));
    const required = named.filter(({ required: needed }) => needed);
    const missing = new Map(
      required.filter(({ name }) => !documented.has(name)).map((read) => [read.name, read]),
    );
    return failIfAny(
      [...missing.values()].map(({ name, at }) => ({
        at,
        message: `requires \`${name}\`, which no example file, schema or README names.`,
      })),
      () =>
        required.length === 0
          ? pass(
              `nothing is required; ${listed([...new Set(named.map(({ name }) => name))])} can be left out`,
              documentation.map(({ at }) => at),
            )
          : pass(
              'every required variable is documented',
              documentation.map(({ at }) => at),
            ),
    );
  },
});
