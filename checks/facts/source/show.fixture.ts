// Values in one line each, as tests of readers compare them.
import type { Call, Value } from './model.ts';

/** A value in one line: `$NAME:=default!` for the environment, `--name` for a flag, `@module:name` for what stands elsewhere. */
export function show(value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
      return '-';
    case 'literal':
      return value.type === 'string' ? `'${value.text}'` : value.text;
    case 'environment':
      return `$${value.name ?? `(${show(value.computed)})`}${value.fallback ? `:=${show(value.fallback)}` : ''}${value.required ? '!' : ''}`;
    case 'argument':
    case 'configuration':
      return `--${value.name}${value.fallback ? `:=${show(value.fallback)}` : ''}`;
    case 'text':
      return value.parts.map(show).join('+');
    case 'object':
      return `{${[...value.entries].map(([key, entry]) => `${key}: ${show(entry)}`).join(', ')}}`;
    case 'list':
      return `[${value.items.map(show).join(', ')}]`;
    case 'call':
      return showCall(value.call);
    case 'choice':
      return value.options.map(show).join(' | ');
    case 'reference':
      return `@${[value.module, ...value.path].join(':')}`;
    case 'member':
      return `${show(value.of)}.${value.path.join('.')}`;
    case 'parameter':
      return `<${value.name}${value.type ? `: ${value.type}` : ''}>`;
    case 'function':
      return `fn ${value.name}`;
    default:
      return '?';
  }
}

export const showCall = (call: Call): string =>
  `${call.callee}(${[...call.arguments.map(show), ...[...call.named].map(([name, value]) => `${name}=${show(value)}`)].join(', ')})`;
