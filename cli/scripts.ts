/** Runs the built program, whose modules are scripts that `scripts/build.ts` made, from code that was compiled before. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
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
 * `load`: imports what is no script; a script that was compiled before can't do it by itself under Node 20. A thread keeps
 * nothing: it is started for long work, and V8's flags are the whole process's.
 */
export function runScript(entry: string, folder: string, load: (name: string) => Promise<unknown>): void {
  if (isMainThread) {
    optimiseLate();
    startQuickly();
  }
  const cache = new CodeCache(isMainThread ? join(folder, '../cache') : undefined);
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
    (script.runInThisContext() as Wrapped)(requireScript, module, load, pathToFileURL(file).href);
    return module.exports;
  };
  process.on('exit', () => {
    if (isMainThread) startQuickly();
    cache.keep();
  });
  requireScript(entry);
}

/** These flags of V8 are part of what compiled code is kept for: they are the same at the start and at the end. */
function startQuickly(): void {
  optimiseProgram(false);
  optimiseParsers(false);
}
