// go.mod and go.work: what a module requires, and which modules are worked on together.
import type { Problem } from '../../../engine/place.ts';
import type { Dependency } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';

/** Reads go.mod (or go.work, which only names members). Versions of Go modules are always exact. */
export function readManifest(text: string, path: string): ManifestFile {
  const dependencies: Dependency[] = [];
  const members: string[] = [];
  const problems: Problem[] = [];
  let name: string | undefined;
  let block: string | undefined;
  text.split(/\r?\n/).forEach((raw, index) => {
    const comment = raw.indexOf('//');
    const line = (
      comment >= 0 && !/https?:$/.test(raw.slice(0, comment)) ? raw.slice(0, comment) : raw
    ).trim();
    if (line === '') return;
    if (block !== undefined && line === ')') {
      block = undefined;
      return;
    }
    let directive = block;
    let rest = line;
    if (directive === undefined) {
      const opened = /^(\w{1,30})\s*\($/.exec(line)?.[1];
      if (opened) {
        block = opened;
        return;
      }
      const match = /^(\w{1,30})\s+(.*)$/.exec(line);
      directive = match?.[1];
      rest = match?.[2] ?? '';
    }
    const words = rest.split(/\s+/).map((word) => word.replace(/^["`]|["`]$/g, ''));
    const at = { path, line: index + 1 };
    switch (directive) {
      case 'module':
        name = words[0];
        break;
      case 'require': {
        const [module, version] = words;
        if (!module || !version) problems.push({ ...at, message: `not a requirement: ${line.slice(0, 80)}` });
        else dependencies.push({ name: module, constraint: version, exact: true, scope: 'runtime', at });
        break;
      }
      case 'use':
        if (words[0]) members.push(words[0].replace(/^\.\//, ''));
        break;
      case 'go':
      case 'toolchain':
      case 'replace':
      case 'exclude':
      case 'retract':
      case 'tool':
      case 'godebug':
      case 'ignore':
        break;
      default:
        problems.push({ ...at, message: `not a directive of go.mod: ${line.slice(0, 80)}` });
    }
  });
  return { dependencies, name, scripts: {}, members, problems };
}
