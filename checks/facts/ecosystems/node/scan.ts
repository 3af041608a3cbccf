/** What a file of JavaScript or TypeScript imports, and where it is made to run: told by its tokens, without a syntax tree. */
import type { Place } from '../../../engine/place.ts';
import type { ModuleImport } from '../../source/model.ts';
import { isPlatformModule } from './modules.ts';

export interface Scan {
  readonly imports: readonly ModuleImport[];
  /** Files of its bundle that the bundler finds by a pattern: `import.meta.glob('./pages/*.tsx')`. */
  readonly patterns: readonly string[];
  /** Uses what only browsers offer, and doesn't ask first whether it is there. */
  readonly forBrowsers: boolean;
  /** Uses what only Node offers. */
  readonly forNode: boolean;
}

// Strings are told in one line and bounded, so that no text makes this slow; what is told wrongly ends with its line.
const token =
  /\/\/.*|\/\*|'(?:[^'\\\n]|\\.){0,300}'|"(?:[^"\\\n]|\\.){0,300}"|\b(?:import|export|from|require|window|document|process|module|__dirname|__filename)\b/g;
const inBrowser: Readonly<Record<string, RegExp>> = {
  window:
    /\??\.(?:location|document|localStorage|sessionStorage|addEventListener|removeEventListener|open|history|matchMedia|navigator|alert|confirm|scroll\w*|inner(?:Width|Height)|requestAnimationFrame|getComputedStyle|getSelection|dispatchEvent|setTimeout|__\w+)\b/y,
  document:
    /\.(?:getElementById|querySelector(?:All)?|getElementsBy\w+|createElement|documentElement|addEventListener)\b/y,
};
const inNode: Readonly<Record<string, RegExp>> = {
  process: /\.(?:argv|exit|exitCode|on|once|cwd|pid|stdout|stderr|stdin|nextTick|uptime|memoryUsage)\b/y,
  module: /\.exports\b/y,
  __dirname: /(?!\w)/y,
  __filename: /(?!\w)/y,
};
/** Packages that put an app into a page. */
const mounting = new Set([
  'react-dom/client',
  '@angular/platform-browser',
  '@angular/platform-browser-dynamic',
]);
const types = /\s+type\s+(?:[{*]|(?!from\b)\w)/y;
const glob = /\.meta\.glob(?:Eager)?\s*(?:<[^<>()]{0,200}>)?\s*\(\s*\[?/y;

const follows = (pattern: RegExp | undefined, text: string, at: number): boolean => {
  if (!pattern) return false;
  pattern.lastIndex = at;
  return pattern.test(text);
};

export function scan(text: string, path: string): Scan {
  const imports: ModuleImport[] = [];
  const patterns: string[] = [];
  let [forBrowsers, forNode, asks] = [false, false, false];
  // What a string that comes next is: a module's name, one of a bundler's patterns, or a string.
  let next: 'module' | 'pattern' | undefined;
  let statement = { at: 0, typeOnly: false };
  let end = 0;
  const place = placesIn(text, path);
  token.lastIndex = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found] = match;
    const at = match.index;
    const before = text.charAt(at - 1);
    if (found === '/*') {
      const close = text.indexOf('*/', at + 2);
      if (close >= 0) token.lastIndex = close + 2;
    } else if (found.startsWith("'") || found.startsWith('"')) {
      const name = found.slice(1, -1);
      const between = next && text.slice(end, at).trim();
      if (next === 'module' && (between === '' || between === '(')) {
        imports.push({
          module: name,
          at: place(statement.at),
          typeOnly: statement.typeOnly,
          optional: false,
        });
        next = undefined;
      } else if (next === 'pattern' && (between === '' || between === ',')) patterns.push(name);
      else next = undefined;
    } else if (before !== '.' && before !== '$' && !found.startsWith('//')) {
      next = undefined;
      if (found === 'from') next = 'module';
      else if (found === 'import' || found === 'export' || found === 'require') {
        statement = { at, typeOnly: follows(types, text, token.lastIndex) };
        if (follows(glob, text, token.lastIndex)) {
          next = 'pattern';
          token.lastIndex = glob.lastIndex;
        } else if (found !== 'export') next = 'module';
      } else if (/\btypeof\s{1,20}$/.test(text.slice(Math.max(0, at - 30), at))) asks = true;
      else if (follows(inBrowser[found], text, token.lastIndex)) forBrowsers = true;
      else if (follows(inNode[found], text, token.lastIndex)) forNode = true;
    }
    end = token.lastIndex;
  }
  return {
    imports,
    patterns,
    forBrowsers: (forBrowsers && !asks) || imports.some(({ module }) => mounting.has(module)),
    forNode: forNode || imports.some(({ module, typeOnly }) => !typeOnly && isPlatformModule(module)),
  };
}

/** Places by offsets that only grow. */
function placesIn(text: string, path: string): (offset: number) => Place {
  let [line, start] = [1, 0];
  return (offset) => {
    for (let at = text.indexOf('\n', start); at >= 0 && at < offset; at = text.indexOf('\n', start)) {
      line += 1;
      start = at + 1;
    }
    return { path, line, column: offset - start + 1 };
  };
}
