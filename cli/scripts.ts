/** Runs the built program, whose modules are scripts that `scripts/build.ts` made, from code that was compiled before. */
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { optimiseLate, optimiseParsers, optimiseProgram } from '../checks/engine/optimising.ts';
import { CodeCache } from './code-cache.ts';

/** What a script is called with. `name` of `require` is that of a script beside it, or of a module of Node. */
type Wrapped = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  load: (name: string) => Promise<unknown>,
  url: string,
) => void;

/**
 * `load`: imports what is no script; a script that was compiled before can't do it by itself under Node 20. `keepIn`: the
 * folder for what is compiled; without it nothing is kept, as by a thread: it is started for long work, and V8's flags
 * are those of the whole process.
 */
export function runScript(
  entry: string,
  folder: string,
  load: (name: string) => Promise<unknown>,
  keepIn?: string,
): void {
  if (keepIn !== undefined) {
    optimiseLate();
    startQuickly();
  }
  const cache = new CodeCache(keepIn);
  const modules = new Map<string, { exports: unknown }>();
  const scripts = new Map<string, ReturnType<CodeCache['compile']>>();

  const requireScript = (name: string): unknown => {
    if (!name.startsWith('./')) return require(name);
    const known = modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(name, module);
    // What follows the question mark asks for a copy of its own.
    const file = join(folder, name.split('?', 1)[0] as string);
    const script = scripts.get(file) ?? cache.compile(file);
    scripts.set(file, script);
    (script.runInThisContext() as Wrapped)(requireScript, module, loadLate, pathToFileURL(file).href);
    return module.exports;
  };
  // Node's loader of modules, which takes a while to start, isn't needed for what is built in.
  const loadLate = async (name: string): Promise<unknown> => (isBuiltin(name) ? require(name) : load(name));
  if (keepIn !== undefined)
    process.on('exit', () => {
      startQuickly();
      cache.keep();
    });
  requireScript(entry);
}

/** These flags of V8 are part of what compiled code is kept for: they are the same at the start and at the end. */
function startQuickly(): void {
  optimiseProgram(false);
  optimiseParsers(false);
}
