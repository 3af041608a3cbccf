// Ruby's manifests: the Gemfile and the gem's own specification.
import type { Place } from '../../../engine/place.ts';
import type { Dependency } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import { statementsOf } from './gemfile-syntax.ts';

const developmentGroups =
  /^(?:development|test|ci|cucumber|rubocop|lint|doc|docs|debug|tools?|deployment|benchmark)$/;

/** Reads a Gemfile, and what it says of a gem that stands beside it. */
export function readManifest(text: string, path: string): ManifestFile {
  const dependencies: Dependency[] = [];
  const blocks: { groups: readonly string[] }[] = [];
  // A gem is made to be depended on.
  let library = path.endsWith('.gemspec');
  let name: string | undefined;
  for (const statement of statementsOf(text)) {
    const { method, positional, named, line, opens, closes, assigns } = statement;
    const at: Place = { path, line };
    if (closes) blocks.pop();
    else if (method === 'gemspec') library = true;
    else if (
      method === 'gem' ||
      method === 'add_dependency' ||
      method === 'add_runtime_dependency' ||
      method === 'add_development_dependency'
    ) {
      const [gem, ...versions] = positional;
      if (gem === undefined) continue;
      const groups = [
        ...blocks.flatMap((block) => block.groups),
        ...(named.get('group') ?? []),
        ...(named.get('groups') ?? []),
      ];
      const isDevelopment =
        method === 'add_development_dependency' ||
        (groups.length > 0 && groups.every((group) => developmentGroups.test(group)));
      const source = named.get('git') ?? named.get('github') ?? named.get('path');
      // A folder of the repository has no version to fix.
      if (named.has('path') && versions.length === 0) continue;
      const revision = named.get('ref') ?? named.get('tag');
      dependencies.push({
        name: gem,
        constraint: versions.length > 0 ? versions.join(', ') : (source?.[0] ?? ''),
        exact: versions.length === 1 ? /^=?\s*\d[\w.]*$/.test(versions[0] ?? '') : revision !== undefined,
        scope: isDevelopment ? 'development' : 'runtime',
        at,
      });
    } else if (method === 'name' && assigns) name = positional[0];
    if (opens) blocks.push({ groups: method === 'group' ? positional : [] });
  }
  return {
    dependencies,
    ...(name === undefined ? {} : { name }),
    scripts: {},
    ...(library ? { library } : {}),
    members: [],
    problems: [],
  };
}
