/** Reads and checks the answers that a new service needs, wherever they come from. */
import { checkHost, checkName, checkRegistry } from './names.ts';
import { isProblem, type Problem } from './problem.ts';
import { templateIdentity } from './rename.ts';
import { type Answers, pipelines } from './scaffold.ts';

/** The questions, in the order in which they are asked. */
export const questions = ['name', 'registry', 'host', 'ci'] as const satisfies readonly (keyof Answers)[];

const checks: Readonly<Record<keyof Answers, (value: string) => Problem | undefined>> = {
  name: checkName,
  registry: checkRegistry,
  host: checkHost,
  ci: (value) =>
    (pipelines as readonly string[]).includes(value)
      ? undefined
      : { problem: `the pipeline "${value}" is not known; choose one of ${pipelines.join(', ')}` },
};

/** Checks one answer. */
export const checkAnswer = (question: keyof Answers, value: string): Problem | undefined =>
  checks[question](value);

/** Checks answers that were given from outside; the first that can't be used is the problem. */
export function checkAnswers(given: Readonly<Record<string, unknown>>): Partial<Answers> | Problem {
  for (const [key, value] of Object.entries(given)) {
    if (!(questions as readonly string[]).includes(key)) {
      return { problem: `"${key}" is no question; the questions are ${questions.join(', ')}` };
    }
    if (typeof value !== 'string') return { problem: `the answer to "${key}" must be text` };
    const problem = checkAnswer(key as keyof Answers, value);
    if (problem) return problem;
  }
  return given as Partial<Answers>;
}

/** Reads an answers file: a mapping in YAML or JSON. `source` is named in problems. */
export async function parseAnswers(text: string, source: string): Promise<Partial<Answers> | Problem> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error)
    return {
      problem: `${source} is neither YAML nor JSON: ${error.message.split('\n')[0]?.replace(/:$/, '')}`,
    };
  const given: unknown = document.toJS();
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { problem: `${source} must hold a mapping, such as {"name": "notes-service"}` };
  }
  const checked = checkAnswers(given as Record<string, unknown>);
  return isProblem(checked) ? { problem: `${source}: ${checked.problem}` } : checked;
}

/** What is answered where nothing else is said; the host follows the name. */
export const defaultAnswers = (name: string): Answers => ({
  name,
  registry: templateIdentity.registry,
  host: `${name}.localhost`,
  ci: 'github',
});
