/** Programs that run others: what they hand over to, and the scripts, binaries and programs that they start. */

export const afterFlags = (words: readonly string[], withValue: ReadonlySet<string>): readonly string[] => {
  let index = 0;
  while (index < words.length) {
    const word = words[index] ?? '';
    if (word === '--') return words.slice(index + 1);
    if (!word.startsWith('-')) break;
    index += withValue.has(word) ? 2 : 1;
  }
  return words.slice(index);
};

/** The rest of the line behind a program that hands over; `undefined` where it does its own work (`poetry install`). */
export const handover = (name: string, rest: readonly string[]): readonly string[] | undefined => {
  const separator = rest.indexOf('--');
  if (/^wait-for|^dockerize$|^dotenv$|^dotenvx$|^doppler$|^infisical$|^chamber$|^env-cmd$/.test(name)) {
    if (separator >= 0) return nonEmpty(rest.slice(separator + 1));
    if (name === 'dotenv') return nonEmpty(afterFlags(rest, new Set(['-e', '-f', '-c'])));
    if (name === 'dockerize')
      return nonEmpty(afterFlags(rest, new Set(['-wait', '-timeout', '-template', '-stdout', '-stderr'])));
    if (name === 'wait-for-it.sh' || name === 'wait-for-it') return undefined;
    return undefined;
  }
  if (name === 'litestream') {
    const flag = rest.indexOf('-exec');
    return flag < 0 ? undefined : nonEmpty((rest[flag + 1] ?? '').split(/\s+/).filter((word) => word !== ''));
  }
  if (name === 'bundle') return rest[0] === 'exec' ? nonEmpty(rest.slice(1)) : undefined;
  if (['poetry', 'pipenv', 'pdm', 'uv', 'rye', 'hatch'].includes(name)) {
    const run = rest.indexOf('run');
    if (run < 0 || run > 3) return undefined;
    return nonEmpty(
      afterFlags(
        rest.slice(run + 1),
        new Set(['--extra', '--group', '--with', '--project', '--directory', '--env-file', '--python', '-p']),
      ),
    );
  }
  if (name === 'gosu' || name === 'su-exec' || name === 'chpst')
    return nonEmpty(afterFlags(rest, new Set(['-u'])).slice(name === 'chpst' ? 0 : 1));
  if (name === 'newrelic-admin') return rest[0] === 'run-program' ? nonEmpty(rest.slice(1)) : undefined;
  const flagged = new Set(['-n', '-c', '-u', '-i', '-o', '-e', '--reuid', '--regid', '--user', '-C', '-S']);
  const left = [...afterFlags(rest, name === 'env' ? new Set(['-u', '-C']) : flagged)];
  while (left[0] !== undefined && /^[A-Za-z_]\w*=/.test(left[0])) left.shift();
  return nonEmpty(left);
};

const nonEmpty = (words: readonly string[]): readonly string[] | undefined =>
  words.length > 0 ? words : undefined;

export type PackageCommand =
  | {
      readonly kind: 'script';
      readonly script: string;
      readonly words: readonly string[];
      readonly folder?: string;
      program(script: string, words: readonly string[]): readonly string[];
    }
  | { readonly kind: 'binary'; readonly words: readonly string[]; readonly folder?: string };

const ownCommands = new Set([
  'install',
  'i',
  'ci',
  'add',
  'build',
  'update',
  'upgrade',
  'publish',
  'pack',
  'audit',
  'outdated',
  'prune',
  'rebuild',
  'link',
  'init',
  'create',
  'config',
  'cache',
  'list',
  'ls',
  'version',
  'help',
  'remove',
  'uninstall',
  'info',
  'deploy',
]);

/** Package scripts that run one after the other: `npm-run-all check-db start-server`; in parallel they are another thing. */
export const scriptSequence = (name: string, rest: readonly string[]): readonly string[] | undefined => {
  if (name !== 'npm-run-all' && name !== 'run-s') return undefined;
  if (rest.some((word) => /^(?:-p|--parallel|-lp)$/.test(word))) return undefined;
  const scripts = rest.filter((word) => !word.startsWith('-'));
  return scripts.length > 0 && scripts.every((script) => /^[\w:.-]+$/.test(script)) ? scripts : undefined;
};

/** `npm start`, `yarn serve`, `pnpm --filter api run start`, `npx serve`. */
export const packageCommand = (name: string, rest: readonly string[]): PackageCommand | undefined => {
  if (name === 'npx' || name === 'bunx' || name === 'pnpx') {
    const words = afterFlags(rest, new Set(['-p', '--package', '-c']));
    return words.length > 0 ? { kind: 'binary', words } : undefined;
  }
  if (!['npm', 'yarn', 'pnpm', 'bun'].includes(name)) return undefined;
  const words: string[] = [];
  let folder: string | undefined;
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] ?? '';
    const [flag, inline] = word.split('=', 2);
    if (words.length < 2 && (flag === '--prefix' || flag === '-C' || flag === '--cwd' || flag === '--dir'))
      folder = inline ?? rest[++index];
    else if (
      words.length < 2 &&
      (flag === '-w' || flag === '--workspace' || flag === '--filter' || flag === '-F') &&
      inline === undefined
    )
      index++;
    else if (words.length < 2 && word.startsWith('-') && word !== '--') continue;
    else words.push(word);
  }
  const [first, ...others] = words;
  const program = (script: string, more: readonly string[]) => [name, 'run', script, ...more];
  const passed = (list: readonly string[]) => (list[0] === '--' ? list.slice(1) : list);
  if (first === undefined) return undefined;
  if (first === 'run' || first === 'run-script') {
    const [script, ...more] = others;
    return script === undefined
      ? undefined
      : { kind: 'script', script, words: passed(more), folder, program };
  }
  if (first === 'exec' || first === 'dlx' || first === 'x') {
    const more = passed(others);
    return more.length > 0 ? { kind: 'binary', words: more, folder } : undefined;
  }
  if (first === 'start' || first === 'test' || first === 'stop')
    return { kind: 'script', script: first, words: passed(others), folder, program };
  if (name === 'npm' || ownCommands.has(first) || /[./]/.test(first)) return undefined;
  return { kind: 'script', script: first, words: passed(others), folder, program };
};

/** Build tools that start the program as a child of their own. */
export const buildTool = (name: string, rest: readonly string[]): readonly string[] | undefined => {
  if (name === 'go' && rest[0] === 'run')
    return nonEmpty(afterFlags(rest.slice(1), new Set(['-tags', '-ldflags', '-mod', '-exec'])));
  if (/^mvnw?$/.test(name))
    return rest.some((word) => /:(?:run|dev|start)\b|^exec:java/.test(word)) ? rest : undefined;
  if (/^gradlew?$/.test(name))
    return rest.some((word) => /(?:run|bootRun|quarkusDev|start)$/i.test(word)) ? rest : undefined;
  if (name === 'make' && rest.length > 0) return rest;
  return undefined;
};
