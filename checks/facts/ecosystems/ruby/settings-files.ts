// Ruby files that a program evaluates as its settings: what `self` is in them.
import { constantPath, type Outline } from './scopes.ts';

const evaluated: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:config\/)?puma(?:\/\w+)?\.rb$/, 'Puma.DSL'],
  [/(?:^|\/)(?:config\/)?unicorn(?:\/\w+)?\.rb$/, 'Unicorn.Configurator'],
  [/(?:^|\/)falcon\.rb$/, 'Falcon'],
  [/(?:^|\/)config\/schedule\.rb$/, 'Whenever'],
  [/\.ru$/, 'Rack.Builder'],
  [/(?:^|\/)db\/(?:\w+_)?schema\.rb$/, 'ActiveRecord.Schema'],
  [/(?:^|\/)(?:Rakefile|[\w-]+\.rake)$/, 'Rake'],
];

/** The canonical name of `self` at the top of a file; undefined where it is the plain main object. */
export function selfOfFile(path: string, outline: Outline): string | undefined {
  for (const [pattern, self] of evaluated) if (pattern.test(path)) return self;
  // `require 'sinatra'` makes the file itself the application.
  for (const { node } of outline.calls) {
    if (node.type !== 'call' || node.childForFieldName('method')?.text !== 'require') continue;
    const name = node.childForFieldName('arguments')?.namedChildren[0]?.namedChildren[0]?.text;
    if (name === 'sinatra') return 'Sinatra.Base';
    if (name === 'clockwork' && outline.constants.some((one) => constantPath(one.node) === 'Clockwork'))
      return 'Clockwork';
  }
  return undefined;
}

/** Settings that a server reads from its file by calls: `port 3000`, `bind 'tcp://0.0.0.0:3000'`, `listen 8080`. */
export const serverSettings: ReadonlyMap<string, string> = new Map([
  ['Puma.DSL.port', 'port'],
  ['Puma.DSL.bind', 'port'],
  ['Unicorn.Configurator.listen', 'port'],
]);
