/** What the compiler must refuse; each refusal that went missing is an error of its own. */
import { defineCheck, fail, notApplicable, pass } from './check.ts';

const meta = { title: 'T.', why: 'W.', fix: 'F.', severity: 'may', subject: 'app' } as const;

// A check can't read a fact that it didn't declare.
// @ts-expect-error
defineCheck({ ...meta, needs: ['locks'], run: ({ listens }) => pass(String(listens)) });

// Nor declare one that nobody knows.
// @ts-expect-error
defineCheck({ ...meta, needs: ['weather'], run: () => notApplicable('') });

// A failure names at least one place.
// @ts-expect-error
fail([]);

// A check answers at once: what takes time is a fact.
// @ts-expect-error
defineCheck({ ...meta, needs: ['locks'], run: async () => pass('') });
