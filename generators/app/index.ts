/** The scaffold as a Yeoman generator: asks what isn't answered yet, and commits through a transaction. */
import { basename, join } from 'node:path';
import Generator from 'yeoman-generator';
import { checkAnswer, defaultAnswers, questions } from '../answers.ts';
import { inspectTarget } from '../commit.ts';
import { suggestName } from '../names.ts';
import { isProblem } from '../problem.ts';
import { type Answers, pipelines, scaffold } from '../scaffold.ts';
import { readTemplate } from '../template.ts';
import {
  commitTransaction,
  isStoppedByUser,
  Refusal,
  type Transaction,
  type TransactionOptions,
} from '../transaction.ts';

/** The answers that are known already come as options; the others are asked. */
export type AppOptions = TransactionOptions & { given?: Partial<Answers> };

const messages: Readonly<Record<keyof Answers, string>> = {
  name: 'Name of the service',
  registry: 'Registry for its image',
  host: 'Host name it is reached by',
  ci: 'Pipeline',
};

/** Its helpers are `#private`: Yeoman runs every other method of a generator as a task. */
export default class App extends Generator<Record<string, never>, AppOptions> {
  #answers: Answers | undefined;

  constructor(args: string[], options: AppOptions) {
    super(args, options);
    this.setFeatures({ customCommitTask: () => this.#commit(), customInstallTask: true });
  }

  #transaction(): Transaction {
    if (this.options.transaction) return this.options.transaction;
    const target = inspectTarget(this.destinationRoot());
    if (isProblem(target)) throw new Refusal(target.problem);
    return { target, dryRun: false, ask: true };
  }

  async #commit(): Promise<void> {
    const outcome = await commitTransaction(this.env as never, this.#transaction());
    if (this.options.settle) this.options.settle(outcome);
    else if (isProblem(outcome)) throw new Refusal(outcome.problem);
  }

  /** Stopping is no error: the environment ends by itself, and Yeoman would print it as one of the program. */
  async prompting(): Promise<void> {
    try {
      this.#answers = await this.#ask();
    } catch (error) {
      if (!isStoppedByUser(error)) throw error;
    }
  }

  async #ask(): Promise<Answers> {
    const fallback = suggestName(basename(this.#transaction().target.path)) ?? 'my-service';
    const known: Partial<Answers> = { ...this.options.given };
    for (const question of questions) {
      if (known[question] !== undefined) continue;
      const answer = await this.prompt<{ value: string }>([
        {
          name: 'value',
          message: `${messages[question]}:`,
          default: defaultAnswers(known.name ?? fallback)[question],
          ...(question === 'ci'
            ? { type: 'select' as const, choices: pipelines.map((value) => ({ name: value, value })) }
            : {
                type: 'input' as const,
                validate: (value: string) => checkAnswer(question, value)?.problem ?? true,
              }),
        },
      ]);
      Object.assign(known, { [question]: answer.value });
    }
    return known as Answers;
  }

  async writing(): Promise<void> {
    if (!this.#answers) return;
    const { target } = this.#transaction();
    for (const file of scaffold(await readTemplate(), this.#answers)) {
      const stat = { stat: { mode: file.executable ? 0o100755 : 0o100644 } };
      this.fs.write(join(target.path, file.path), file.content, stat as never);
    }
  }
}
