// Struct tags by which libraries fill a field from the environment or from configuration.
import type { Value } from '../../source/model.ts';
import type { SyntaxNode } from '../../source/syntax.ts';

/** `env:"PORT" default:"8080"` as a map. */
export function parseTag(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of tag.matchAll(/([\w-]{1,60}):"((?:[^"\\]|\\.){0,500})"/g))
    if (match[1]) found.set(match[1], match[2] ?? '');
  return found;
}

const upper = (name: string): string => name.toUpperCase();
const snake = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2');

/**
 * What a field stands for by its tag: caarlos0/env, sethvargo/go-envconfig, cleanenv (`env`), kelseyhightower/envconfig
 * (`envconfig`, `split_words`, or no tag at all where `prefix` is given), viper and koanf (`mapstructure`, `koanf`), and
 * readers of configuration files (`ini`, `toml`, `yaml`).
 */
export function taggedValue(
  field: { name: string; tag?: string; node: SyntaxNode },
  prefix: string | undefined,
): Value | undefined {
  const tag = parseTag(field.tag ?? '');
  const at = field.node.place;
  const literal = (text: string | undefined): { fallback?: Value } =>
    text === undefined ? {} : { fallback: { kind: 'literal', type: 'string', text, at } };
  const env = tag.get('env');
  if (env !== undefined && env !== '-') {
    const [name = '', ...options] = env.split(',').map((part) => part.trim());
    const inline = options.find((option) => option.startsWith('default='))?.slice('default='.length);
    const fallback = tag.get('envDefault') ?? tag.get('env-default') ?? tag.get('default') ?? inline;
    const required =
      tag.get('env-required') === 'true' || options.some((option) => /^(required|notEmpty)$/.test(option));
    if (name !== '') return { kind: 'environment', name, ...literal(fallback), required, at };
  }
  const envconfig = tag.get('envconfig');
  if (envconfig !== undefined || prefix !== undefined) {
    if (envconfig === '-' || tag.get('ignored') === 'true' || !/^[A-Z]/.test(field.name)) return undefined;
    const own = envconfig ?? (tag.get('split_words') === 'true' ? snake(field.name) : field.name);
    const name = upper(prefix ? `${prefix}_${own}` : own);
    return {
      kind: 'environment',
      name,
      ...literal(tag.get('default')),
      required: tag.get('required') === 'true',
      at,
    };
  }
  const mapped = ['mapstructure', 'koanf', 'ini', 'toml', 'yaml'].map((name) => tag.get(name)).find(Boolean);
  if (mapped !== undefined && mapped !== '-' && mapped !== '' && !mapped.startsWith(',')) {
    return { kind: 'configuration', name: mapped.split(',')[0], ...literal(tag.get('default')), at };
  }
  return undefined;
}
