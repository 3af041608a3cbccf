/** Where a newcomer finds the app's variables: example files, schemas with descriptions, READMEs. */
import { folderOf, isInside, nameOf } from '../artifacts/paths.ts';
import type { Documentation } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Value } from '../source/model.ts';

export const gatherDocumentation: Gatherer<'documentation'> = async (context) => {
  const { app } = context;
  const { envFiles, readmes, platforms } = await context.artifacts();
  // What stands above the app is for all apps of the repository.
  const concerns = (path: string): boolean =>
    isInside(path, app.path) || isInside(app.path, folderOf(path)) || isInside(path, 'docs');
  const found: Documentation[] = [];
  for (const { path, example, kind, entries } of envFiles)
    if (example && kind === 'env' && concerns(path))
      found.push({ at: { path }, kind: 'exampleFile', names: entries.map(({ name }) => name) });
  for (const { path, variables } of readmes) {
    const [first] = variables;
    if (!first || !concerns(path)) continue;
    found.push({
      at: first.at,
      kind: /^readme/i.test(nameOf(path)) ? 'readme' : 'manual',
      names: variables.map(({ name }) => name),
    });
  }
  // Heroku's app.json describes each variable for whoever sets the app up.
  for (const { path, platform, env } of platforms)
    if (platform === 'heroku' && env.length > 0 && concerns(path))
      found.push({ at: env[0]?.at ?? { path }, kind: 'manual', names: env.map(({ name }) => name) });
  const sources = await context.sources();
  found.push(...schemas(sources));
  return found;
};

/** Config schemas that describe their entries: convict, envalid, pydantic, and their like. */
const schemas = (sources: LinkedSources): readonly Documentation[] => {
  const found: Documentation[] = [];
  for (const call of sources.calls()) {
    const [schema] = call.arguments;
    if (
      !/(?:^|\.)(?:convict|cleanEnv|envsafe|createEnv)$/.test(call.callee.replace(/\(\)/g, '')) &&
      !/envalid/.test(call.callee)
    )
      continue;
    const names: string[] = [];
    for (const argument of call.arguments) describedNames(sources, argument, undefined, names, 0);
    if (names.length > 0 && schema) found.push({ at: call.at, kind: 'schema', names });
  }
  for (const { environment, path } of sources.modules.flatMap((module) =>
    module.classes.map((each) => ({
      path: module.path,
      environment: each.fields.filter(
        ({ value }) => value?.kind === 'call' && value.call.named.has('description'),
      ),
    })),
  )) {
    const names = environment.map(({ name }) => name.toUpperCase());
    if (names.length > 0) found.push({ at: environment[0]?.at ?? { path }, kind: 'schema', names });
  }
  return found;
};

const MAX_DEPTH = 6;

const describedNames = (
  sources: LinkedSources,
  value: Value,
  key: string | undefined,
  names: string[],
  depth: number,
): void => {
  if (depth > MAX_DEPTH) return;
  const known = sources.follow(value);
  if (known.kind === 'call') {
    // envalid: `PORT: port({ desc: … })`.
    const options = known.call.arguments[0];
    const entries = options && sources.follow(options);
    if (
      key !== undefined &&
      entries?.kind === 'object' &&
      ['desc', 'description', 'example'].some((word) => entries.entries.has(word))
    )
      names.push(key);
    return;
  }
  if (known.kind !== 'object') return;
  const variable = known.entries.get('env');
  const name = variable && sources.text(variable);
  if (name !== undefined && ['doc', 'description'].some((word) => known.entries.has(word))) {
    names.push(name);
    return;
  }
  for (const [inner, entry] of known.entries) describedNames(sources, entry, inner, names, depth + 1);
};
