/** Runs a project's own plop generators inside Yeoman, so that growing a service is planned and committed like making one. */
import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import type { QueuedAdapter } from '@yeoman/types';
import nodePlop, {
  type ActionType,
  type AddActionConfig,
  type NodePlopAPI,
  type PlopGenerator,
} from 'node-plop';
import Generator from 'yeoman-generator';
import type { Step } from './plan.ts';
import type { Problem } from './problem.ts';
import {
  commitTransaction,
  Refusal,
  runGenerator,
  type Transaction,
  type TransactionOptions,
} from './transaction.ts';

/** What is to grow: the plop generator's name, and its prompts' answers by name. */
export interface Growth {
  kind: string;
  answers: Readonly<Record<string, string>>;
}

type GrowthOptions = TransactionOptions & { growth: Growth; transaction: Transaction };

const firstLine = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

async function loadPlop(root: string): Promise<NodePlopAPI> {
  try {
    return await nodePlop(resolve(root, 'plopfile.js'), { destBasePath: root, force: false });
  } catch (error) {
    throw new Refusal(`${resolve(root, 'plopfile.js')} can't be loaded: ${firstLine(error)}`);
  }
}

const renderAction = 'twelvefold:add';

/** Everything but `add` would write to the disk at once, outside of the plan. */
function plannedAction(kind: string, action: ActionType): ActionType {
  if (typeof action === 'object' && action.type === 'add')
    return { ...action, type: renderAction } as ActionType;
  if (typeof action === 'string') return action;
  const type = typeof action === 'function' ? 'function' : action.type;
  throw new Refusal(
    `the generator "${kind}" has an action that can't be planned (${type}); use npm run generate`,
  );
}

/** Its helpers are `#private`: Yeoman runs every other method of a generator as a task. */
class GrowthGenerator extends Generator<Record<string, never>, GrowthOptions> {
  #isRefused = false;

  constructor(args: string[], options: GrowthOptions) {
    super(args, options);
    const commit = async () => {
      if (!this.#isRefused) options.settle?.(await commitTransaction(this.env as never, options.transaction));
    };
    this.setFeatures({ customCommitTask: commit, customInstallTask: true });
  }

  get #root(): string {
    return this.options.transaction.target.path;
  }

  /** plop's `add`, written into Yeoman's memory instead of onto the disk. */
  async #renderFile(data: object, config: AddActionConfig, plop: NodePlopAPI): Promise<string> {
    const fullData = { ...config.data, ...data };
    const path = plop.renderString(config.path, fullData);
    const place = resolve(this.#root, path);
    const inside = relative(this.#root, place);
    if (inside.startsWith('..') || isAbsolute(inside)) throw new Error(`"${path}" leaves the project`);
    const template = config.templateFile
      ? await readFile(
          resolve(plop.getPlopfilePath(), plop.renderString(config.templateFile, fullData)),
          'utf8',
        )
      : (config.template ?? '');
    const rendered = plop.renderString(template, fullData);
    const transformed = config.transform ? await config.transform(rendered, data, config) : rendered;
    this.fs.write(place, transformed as string);
    return path;
  }

  #plannedGenerator(plop: NodePlopAPI): PlopGenerator {
    const { kind } = this.options.growth;
    const kinds = plop.getGeneratorList().map(({ name }) => name);
    if (!kinds.includes(kind))
      throw new Refusal(`this project can't add "${kind}"; it can add ${kinds.join(', ')}`);
    const generator = plop.getGenerator(kind);
    const { actions } = generator;
    plop.setActionType(renderAction, (data, config) =>
      this.#renderFile(data, config as AddActionConfig, plop),
    );
    return plop.setGenerator(kind, {
      ...generator,
      actions: (data) =>
        (typeof actions === 'function' ? actions(data) : actions).map((action) =>
          plannedAction(kind, action),
        ),
    });
  }

  /** A refusal is handed over, not thrown: Yeoman would print it a second time, as an error of the program. */
  async writing(): Promise<void> {
    try {
      await this.#render();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#isRefused = true;
      this.options.settle?.({ problem: error.message });
    }
  }

  async #render(): Promise<void> {
    const { kind, answers } = this.options.growth;
    const generator = this.#plannedGenerator(await loadPlop(this.#root));
    const prompts = Array.isArray(generator.prompts) ? generator.prompts : [];
    const unknown = Object.keys(answers).filter((name) => !prompts.some((prompt) => prompt.name === name));
    if (unknown.length > 0) {
      throw new Refusal(`the generator "${kind}" of this project doesn't ask for ${unknown.join(', ')}`);
    }
    // An underscore is plop's sign for "leave it open"; a prompt that is never asked stays without an answer.
    const bypass = prompts.map(({ name, when }) => answers[String(name)] ?? (when === false ? '_' : ''));
    try {
      const { failures } = await generator.runActions(await generator.runPrompts(bypass));
      const [failure] = failures;
      if (failure) throw new Refusal(firstLine(failure.error));
    } catch (error) {
      throw error instanceof Refusal ? error : new Refusal(firstLine(error));
    }
  }
}

/** Grows a project. The answers that aren't given take the generator's defaults: nothing is asked but conflicts. */
export const grow = (
  growth: Growth,
  transaction: Transaction,
  adapter?: QueuedAdapter,
): Promise<Step[] | Problem> => runGenerator(GrowthGenerator, 'growth', transaction, { growth }, adapter);
