/** Helm charts: their values, and the resources that their templates make of them. */
import type { Repo } from '../../engine/repo.ts';
import { helmRenderer } from './helm.ts';
import { type HelmValue, helmValueOf, isMap } from './helm-expressions.ts';
import {
  type Chart,
  type HelmTemplate,
  type Resource,
  readHelmTemplate,
  readKubernetes,
} from './kubernetes.ts';
import { folderOf, isInside, isTestFolder, nameOf } from './paths.ts';
import { at, readYaml, textOf, type YamlNode } from './yaml.ts';

/**
 * Reads one chart as it is installed with its own values, a chart below another with what that one sets for it.
 * A template that can't be rendered, or doesn't make YAML, is told from its plain lines.
 */
export async function readChart(
  repo: Repo,
  folder: string,
  charts: readonly string[],
): Promise<{ readonly chart: Chart; readonly resources: readonly Resource[] }> {
  const inside = (name: string) => (folder === '.' ? name : `${folder}/${name}`);
  const values = await readValues(repo, folder);
  const description = (await readYaml(repo.text(inside('Chart.yaml')) ?? '', inside('Chart.yaml')))
    .documents[0];
  const name = textOf(at(description, 'name')) ?? nameOf(folder);
  const appVersion = textOf(at(description, 'appVersion'));
  const parent = charts.find((other) => folderOf(folder) === (other === '.' ? 'charts' : `${other}/charts`));
  const above = parent === undefined ? undefined : helmValueOf((await readValues(repo, parent))?.node);
  // Charts that are installed together share their named templates.
  const whole =
    charts.filter((other) => isInside(folder, other)).sort((a, b) => a.length - b.length)[0] ?? folder;
  const shared = charts
    .filter((other) => isInside(other, whole))
    .map((other) => (other === '.' ? 'templates' : `${other}/templates`));
  const sources = repo.files
    .map(({ path }) => path)
    .filter((path) => /\.(?:tpl|ya?ml)$/.test(path) && shared.some((templates) => isInside(path, templates)));
  const files = repo.files.map(({ path }) => path).filter((path) => isInside(path, inside('templates')));
  const render = helmRenderer({
    name,
    appVersion,
    version: textOf(at(description, 'version')),
    values: withParents(helmValueOf(values?.node), above, name),
    sources: sources.flatMap((path) => repo.text(path) ?? []),
  });
  const resources: Resource[] = [];
  const templates: HelmTemplate[] = [];
  for (const path of files) {
    if (!/\.ya?ml$/.test(path) || isTestFolder(path)) continue;
    const text = repo.text(path) ?? '';
    const rendered = render(text);
    const read = rendered && (await readKubernetes(rendered.text, path, rendered.lines));
    if (!read || read.problems.length > 0) templates.push(readHelmTemplate(text, path));
    else resources.push(...read.file.resources.map((resource) => ({ ...resource, chart: folder })));
  }
  return { chart: { folder, values, appVersion, templates }, resources };
}

async function readValues(
  repo: Repo,
  folder: string,
): Promise<{ readonly path: string; readonly node: YamlNode } | undefined> {
  const path = ['values.yaml', 'values.yml']
    .map((name) => (folder === '.' ? name : `${folder}/${name}`))
    .find((each) => repo.has(each));
  const node = path === undefined ? undefined : (await readYaml(repo.text(path) ?? '', path)).documents[0];
  return path !== undefined && node ? { path, node } : undefined;
}

/** What the chart above sets under this one's name, and its `global` values, over the chart's own. */
function withParents(own: HelmValue, above: HelmValue | undefined, name: string): HelmValue {
  if (above === undefined || !isMap(above)) return own;
  const set = above.get(name);
  const merged = set === undefined ? own : over(own, set, 0);
  const global = above.get('global');
  return global === undefined || !isMap(merged) ? merged : new Map([...merged, ['global', global]]);
}

function over(below: HelmValue, above: HelmValue, depth: number): HelmValue {
  if (!isMap(below) || !isMap(above) || depth > 20) return above;
  const result = new Map(below);
  for (const [key, value] of above) {
    const before = below.get(key);
    result.set(key, before === undefined ? value : over(before, value, depth + 1));
  }
  return result;
}
