// Settings classes of pydantic: annotated fields that the environment sets without a call.
import type { Value } from '../../source/model.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import type { ClassScope } from './scopes.ts';
import type { Evaluation } from './values.ts';

const bases = new Set([
  'pydantic.BaseSettings',
  'pydantic_settings.BaseSettings',
  'pydantic.v1.BaseSettings',
  'pydantic.env_settings.BaseSettings',
]);

/** Canonical names of what a class derives from, through the classes of its module. */
export function ancestors(definition: ClassScope, evaluation: Evaluation): Set<string> {
  const found = new Set<string>();
  const queue = [definition];
  for (let current = queue.shift(); current; current = queue.shift()) {
    for (const base of current.node.childForFieldName('superclasses')?.namedChildren ?? []) {
      const name = evaluation.typeName(base, current.outer);
      if (!name || found.has(name)) continue;
      found.add(name);
      const own = evaluation.outline.classes.find((other) => other.name === name);
      if (own) queue.push(own);
    }
  }
  return found;
}

/**
 * A class whose fields pydantic reads from the environment. A base of another module counts by the custom that
 * settings classes are named so (`class AppSettings(BaseAppSettings)`).
 */
export function isSettingsClass(definition: ClassScope, evaluation: Evaluation): boolean {
  for (const base of ancestors(definition, evaluation)) {
    if (bases.has(base) || (base.includes('.') && /Settings$/.test(base))) return true;
  }
  return false;
}

function literalOf(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' && value.type === 'string' ? value.text : undefined;
}

/** `env_prefix` of `model_config = SettingsConfigDict(…)` or of the inner class `Config`. */
function prefixOf(definition: ClassScope, evaluation: Evaluation): string {
  const config = definition.scope.definitions.get('model_config')?.[0]?.meaning;
  if (config?.kind === 'expression') {
    const value = evaluation.valueAt(config.node, config.scope);
    const prefix =
      value.kind === 'call'
        ? value.call.named.get('env_prefix')
        : value.kind === 'object'
          ? value.entries.get('env_prefix')
          : undefined;
    return literalOf(prefix) ?? '';
  }
  const inner = definition.scope.definitions.get('Config')?.[0]?.meaning;
  return inner?.kind === 'class'
    ? (literalOf(evaluation.memberOfClass(inner.definition.name, 'env_prefix')) ?? '')
    : '';
}

/** The assignment of a field's declaration, also of one without a value. */
export function fieldDeclarations(
  definition: ClassScope,
): { name: string; type?: SyntaxNode; value?: SyntaxNode; node: SyntaxNode }[] {
  const fields: { name: string; type?: SyntaxNode; value?: SyntaxNode; node: SyntaxNode }[] = [];
  for (const statement of definition.node.childForFieldName('body')?.namedChildren ?? []) {
    const assignment = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
    if (assignment?.type !== 'assignment') continue;
    const left = assignment.childForFieldName('left');
    if (left?.type !== 'identifier') continue;
    fields.push({
      name: left.text,
      type: assignment.childForFieldName('type') ?? undefined,
      value: assignment.childForFieldName('right') ?? undefined,
      node: assignment,
    });
  }
  return fields;
}

/** What an annotated field of a settings class stands for: its variable, with the default of the declaration. */
export function settingsVariable(
  definition: ClassScope,
  field: string,
  evaluation: Evaluation,
): Value | undefined {
  const declared = fieldDeclarations(definition).find((entry) => entry.name === field);
  if (!declared?.type || !isSettingsClass(definition, evaluation)) return undefined;
  const value = declared.value ? evaluation.valueAt(declared.value, definition.scope) : undefined;
  let fallback = value;
  let name = `${prefixOf(definition, evaluation)}${field}`.toUpperCase();
  if (value?.kind === 'call' && /(^|\.)Field$/.test(value.call.callee)) {
    const { call } = value;
    const first = call.arguments[0];
    fallback =
      call.named.get('default') ??
      call.named.get('default_factory') ??
      (first?.kind === 'unknown' && first.text === '...' ? undefined : first);
    const given =
      literalOf(call.named.get('env')) ??
      literalOf(call.named.get('validation_alias')) ??
      literalOf(call.named.get('alias'));
    if (given !== undefined) name = given;
  }
  if (fallback?.kind === 'unknown' && fallback.text === '...') fallback = undefined;
  return {
    kind: 'environment',
    name,
    ...(fallback ? { fallback } : {}),
    required: !fallback,
    at: declared.node.place,
  };
}
