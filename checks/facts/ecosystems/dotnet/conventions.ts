// What configuration files tell .NET's libraries: log files of Serilog, NLog and log4net, sessions of the older ASP.NET.

import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Place } from '../../../engine/place.ts';
import type { Call, SourceModule, Value } from '../../source/model.ts';
import type { ConventionSource } from '../ecosystem.ts';
import { elementsIn, readXml, type XmlElement } from './xml.ts';

const sizeLimit = 200_000;

/** Modules of calls that no source writes out. Files of a named environment other than production don't count. Pure. */
export function readConventions({ paths, text, modules }: ConventionSource): readonly SourceModule[] {
  const found: SourceModule[] = [];
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const isSettings = /^appsettings(?:\.production)?\.json$/i.test(name);
    const isLogging = /^(?:nlog|log4net)\.config$/i.test(name);
    const isWeb = /^(?:web|app)\.config$/i.test(name);
    if (!isSettings && !isLogging && !isWeb) continue;
    const content = text(path);
    if (content === undefined || content.length > sizeLimit) continue;
    if (isSettings) {
      const calls = readsSerilogSettings(modules) ? serilogSinks(content, path) : [];
      if (calls.length > 0) found.push(moduleOf(path, calls, []));
      continue;
    }
    const roots = readXml(content, path);
    const calls = [...configured(roots, isWeb), ...(isWeb ? dataSources(roots) : [])];
    const strings = isWeb ? connectionStrings(roots) : [];
    if (calls.length > 0 || strings.length > 0) found.push(moduleOf(path, calls, strings));
  }
  return found;
}

/** The host's own settings can be overridden by `Section__Key`; a program that builds its configuration without the environment can't. */
export const isOverridable = (path: string, modules: readonly SourceModule[]): boolean =>
  /(?:^|\/)appsettings(?:\.[\w-]+)?\.json$/i.test(path) &&
  !modules.some(({ calls }) => calls.some(({ callee }) => callee === 'FileConfigurationBuilder'));

/** Serilog's part of the settings speaks only where the program asks for it. */
const readsSerilogSettings = (modules: readonly SourceModule[]): boolean =>
  modules.some(({ calls }) =>
    calls.some(({ callee }) => /ReadFrom\.Configuration$|\.(?:UseSerilog|AddSerilog)$/.test(callee)),
  );

function serilogSinks(text: string, path: string): Call[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const sinks = root && findNodeAtLocation(root, ['Serilog', 'WriteTo']);
  const calls: Call[] = [];
  const queue: Node[] = [...(sinks?.children ?? [])];
  for (let left = 200, node = queue.shift(); node && left > 0; left--, node = queue.shift()) {
    // `WriteTo` is a list, or an object whose keys only order its entries; `Async` holds further ones.
    const one = node.type === 'property' ? node.children?.[1] : node;
    if (!one) continue;
    const name = one.type === 'string' ? one : findNodeAtLocation(one, ['Name']);
    const at = { path, line: text.slice(0, (name ?? one).offset).split('\n').length };
    if (name?.value === 'File' || name?.value === 'RollingFile') {
      const target =
        findNodeAtLocation(one, ['Args', 'path']) ?? findNodeAtLocation(one, ['Args', 'pathFormat']);
      calls.push(callAt('dotnet.logFile', at, target?.value));
    } else if (name?.value === 'Console') calls.push(callAt('dotnet.logConsole', at));
    const nested = findNodeAtLocation(one, ['Args', 'configure']);
    queue.push(...(nested?.children ?? []));
  }
  return calls;
}

function configured(roots: readonly XmlElement[], isWeb: boolean): Call[] {
  return [...elementsIn(roots)].flatMap((element): Call[] => {
    const attribute = (name: string): string =>
      [...element.attributes].find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
    if (isWeb && element.name === 'sessionState')
      return [callAt('ASP.NET.sessionState', element.at, attribute('mode') || 'InProc')];
    if (element.name === 'target') {
      if (/^file$/i.test(attribute('type') || attribute('xsi:type')))
        return [callAt('dotnet.logFile', element.at, attribute('filename'))];
      if (/^(?:colored)?console$/i.test(attribute('type') || attribute('xsi:type')))
        return [callAt('dotnet.logConsole', element.at)];
    }
    if (element.name === 'appender') {
      if (/\b(?:Rolling)?FileAppender\b/.test(attribute('type')))
        return [callAt('dotnet.logFile', element.at, 'log file')];
      if (/ConsoleAppender\b/.test(attribute('type'))) return [callAt('dotnet.logConsole', element.at)];
    }
    return [];
  });
}

/** `<add name="Shop" connectionString="…" />`: the older ASP.NET reads them from nowhere else. */
const connectionStrings = (roots: readonly XmlElement[]): SourceModule['strings'] =>
  [...elementsIn(roots)].flatMap(({ name, attributes, at }) => {
    const text = attributes.get('connectionString');
    return name === 'add' && text !== undefined ? [{ text, at }] : [];
  });

/** The servers that they name; a file beside the program is attached by no address. */
const dataSources = (roots: readonly XmlElement[]): Call[] =>
  [...elementsIn(roots)].flatMap(({ name, attributes, at }): Call[] => {
    const text = attributes.get('connectionString') ?? '';
    const server = /(?:^|[;"'])\s*(?:data source|server|host|address)\s*=\s*([^;"']+)/i
      .exec(text)?.[1]
      ?.trim();
    if (
      name !== 'add' ||
      server === undefined ||
      server === '' ||
      /\|DataDirectory\||\.(?:db|sqlite3?|sdf)$/i.test(server)
    )
      return [];
    const named = { server, provider: attributes.get('providerName') ?? 'System.Data.SqlClient' };
    return [
      {
        ...callAt('ASP.NET.connectionString', at),
        named: new Map(Object.entries(named).map(([key, value]) => [key, literal(value, at)])),
      },
    ];
  });

const literal = (text: string, at: Place): Value => ({ kind: 'literal', type: 'string', text, at });

function callAt(callee: string, at: Place, argument?: unknown): Call {
  return {
    callee,
    arguments: argument === undefined ? [] : [literal(String(argument), at)],
    named: new Map(),
    at,
    constructs: false,
  };
}

const moduleOf = (path: string, calls: readonly Call[], strings: SourceModule['strings']): SourceModule => ({
  path,
  ecosystem: 'dotnet',
  imports: [],
  calls,
  bindings: [],
  functions: [],
  classes: [],
  writes: [],
  environment: [],
  strings,
  program: false,
  problems: [],
});
