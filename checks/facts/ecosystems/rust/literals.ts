// Texts of Rust as they stand in literals, macros and attributes, and the variables that attributes of fields name.
import type { Place } from '../../../engine/place.ts';
import type { Value } from '../../source/model.ts';
import type { SyntaxNode } from '../../source/syntax.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

/** The text of a literal, without quotes. */
export function textOf(node: SyntaxNode): string {
  return node.children
    .map((child) => {
      if (child.type === 'string_content') return child.text;
      if (child.type !== 'escape_sequence') return '';
      const key = child.text.slice(1);
      return Object.hasOwn(escapes, key) ? (escapes[key] ?? '') : /^\s/.test(key) ? '' : key;
    })
    .join('');
}

/** The name of a macro without its path. */
export const macroName = (node: SyntaxNode): string | undefined =>
  node.childForFieldName('macro')?.text.split('::').at(-1);

/** String literals among the words of a macro or an attribute. */
export const macroLiterals = (tokens: SyntaxNode): readonly SyntaxNode[] =>
  [...tokens.walk()]
    .filter(({ type }) => type === 'string_literal' || type === 'raw_string_literal')
    .slice(0, 100);

/** What `#[arg(env = "PORT", default_value = "80")]` or `#[envconfig(from = "PORT")]` makes of a struct's field. */
export function fieldVariable(
  field: SyntaxNode,
  attributes: readonly SyntaxNode[],
  derives: string,
  strings: { text: string; at: Place }[],
): Value | undefined {
  const name = field.childForFieldName('name')?.text ?? '';
  const isArguments = /\b(?:Parser|Args|StructOpt|Subcommand|FromArgs)\b/.test(derives);
  const isEnvironment = /\bEnvconfig\b/.test(derives);
  if (!isArguments && !isEnvironment) return undefined;
  const keys = new Map<string, SyntaxNode | undefined>();
  for (const attribute of attributes) {
    for (const tree of [...attribute.walk()].filter(({ type }) => type === 'token_tree')) {
      for (const [index, word] of tree.children.entries()) {
        if (word.type !== 'identifier') continue;
        const equals = tree.children[index + 1]?.text === '=';
        keys.set(word.text, equals ? tree.children[index + 2] : undefined);
      }
    }
  }
  const given = keys.get('default_value') ?? keys.get('default_value_t') ?? keys.get('default');
  const text = given && (/string_literal$/.test(given.type) ? textOf(given) : given.text);
  if (given && text !== undefined) strings.push({ text, at: given.place });
  const fallback: Value | undefined =
    given && text !== undefined ? { kind: 'literal', type: 'string', text, at: given.place } : undefined;
  const optional = /^Option\b/.test(field.childForFieldName('type')?.text ?? '');
  const rest = { ...(fallback ? { fallback } : {}), at: field.place };
  const variable = keys.get('env') ?? keys.get('from');
  if (keys.has('env') || isEnvironment)
    return {
      kind: 'environment',
      name: variable ? textOf(variable) : name.toUpperCase(),
      required: !fallback && !optional,
      ...rest,
    };
  return { kind: 'argument', name, ...rest };
}
