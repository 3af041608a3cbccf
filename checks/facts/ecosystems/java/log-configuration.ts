// Where logback and log4j write, by their own configuration files.
import type { Place } from '../../../engine/place.ts';
import type { Call, Value } from '../../source/model.ts';
import { placeholderValue } from './placeholders.ts';
import { below, type Element, readXml } from './xml.ts';

const configurationFile =
  /(?:^|\/)(?:logback(?:-spring)?|log4j2?(?:-spring)?)\.(?:xml|properties|ya?ml|json)$/;
const isTest = (path: string): boolean => /(?:^|\/)(?:src\/(?:test|it)|target|build)\//.test(path);

/** Calls of the appenders that receive events: `logback.FileAppender`, `logback.ConsoleAppender`. */
export function logSinkCalls(
  paths: readonly string[],
  text: (path: string) => string | undefined,
): readonly Call[] {
  return paths
    .filter((path) => configurationFile.test(path) && !isTest(path))
    .flatMap((path) => {
      const content = text(path) ?? '';
      return path.endsWith('.xml') ? appendersOfXml(content, path) : appendersOfLines(content, path);
    });
}

const isFileType = (type: string): boolean => /(?:^|\.)\w*File(?:Appender)?$/.test(type);

function call(callee: string, at: Place, file: Value | undefined): Call {
  return { callee, arguments: [], named: new Map(file ? [['file', file]] : []), at, constructs: false };
}

function appendersOfXml(content: string, path: string): Call[] {
  const root = readXml(content);
  if (!root) return [];
  const calls: Call[] = [];
  const referred = new Set<string>();
  const isDevelopment = developmentParts(root);
  const all = [...below(root)];
  for (const element of all)
    if (/^appender-?ref$/i.test(element.name) && !isDevelopment.has(element)) {
      const name = element.attributes.get('ref');
      if (name !== undefined) referred.add(name);
    }
  for (const element of all) {
    if (isDevelopment.has(element)) continue;
    const isAppender = element.name === 'appender';
    const type = isAppender ? (element.attributes.get('class') ?? '') : element.name;
    // log4j2 names appenders by their element.
    if (
      !isAppender &&
      !/^(?:(?:Rolling)?(?:RandomAccess)?File|RollingRandomAccessFile|MemoryMappedFile|Console)$/.test(type)
    )
      continue;
    const name = element.attributes.get('name');
    if (name === undefined || !referred.has(name)) continue;
    const at = { path, line: element.line };
    const file =
      element.attributes.get('fileName') ??
      element.children.find((child) => /^file$/i.test(child.name))?.text;
    if (isFileType(type)) calls.push(call('jvm.log.file', at, placeholderValue(file || 'app.log', at)));
    else if (/Console/.test(type)) calls.push(call('jvm.log.console', at, undefined));
  }
  return calls;
}

/** Elements inside `<springProfile name="dev">`. */
function developmentParts(root: Element): ReadonlySet<Element> {
  const found = new Set<Element>();
  for (const element of below(root))
    if (
      element.name === 'springProfile' &&
      /^(?:dev\w*|local|test\w*)(?:\s*[,|]\s*(?:dev\w*|local|test\w*))*$/i.test(
        element.attributes.get('name') ?? '',
      )
    )
      for (const inner of below(element)) found.add(inner);
  return found;
}

/** `appender.file.type = RollingFile`, `log4j.appender.FILE=org.apache.log4j.RollingFileAppender`. */
function appendersOfLines(content: string, path: string): Call[] {
  const lines = content.slice(0, 200_000).split('\n');
  const used = lines
    .filter((line) => /^\s*(?:log4j\.)?root(?:Logger|Category)|appenderRef|^\s*-?\s*ref:/i.test(line))
    .join('\n');
  return lines.flatMap((line, index): Call[] => {
    if (/^\s*[#!]/.test(line)) return [];
    const [, name, type] =
      /^\s*(?:log4j\.)?appender\.(\w+)(?:\.type)?\s*=\s*([\w.]+)\s*$/.exec(line.slice(0, 1_000)) ?? [];
    if (name === undefined || type === undefined || !isFileType(type)) return [];
    const at = { path, line: index + 1 };
    return used === '' || used.includes(name) || /appenderRef/.test(used)
      ? [call('jvm.log.file', at, placeholderValue('app.log', at))]
      : [];
  });
}
