/** What the files of process managers start: supervisord's programs, uWSGI's workers and what it runs beside them. */
import type { Place } from '../../engine/place.ts';
import { readIni } from '../artifacts/ini.ts';

export interface FiledCommand {
  readonly text: string;
  readonly at: Place;
}

/** The programs of a supervisord file, in order; those that aren't started by themselves are left out. */
export const supervisedPrograms = (text: string, path: string): readonly FiledCommand[] => {
  const programs = new Map<string, FiledCommand>();
  for (const { section, key, value, at } of readIni(text, path)) {
    if (!section.startsWith('program:')) continue;
    if (key === 'command') programs.set(section, { text: value, at });
    else if (key === 'autostart' && /^(?:false|no|off|0)$/i.test(value)) programs.delete(section);
    else if (key === 'stdout_logfile' || key === 'stderr_logfile') {
      const program = programs.get(section);
      const isFile = !/^(?:NONE|AUTO|syslog|\/dev\/\S*|\/proc\/\S*)?$/i.test(value);
      // As the shell would write it.
      if (program && isFile) programs.set(section, { ...program, text: `${program.text} >> ${value}` });
    }
  }
  return [...programs.values()];
};

export interface UwsgiFile {
  /** The options as flags of the command line. */
  readonly options: readonly string[];
  /** Where it says on which socket it listens, or else begins. */
  readonly at: Place;
  /** What runs to its end before the app is loaded. */
  readonly before: readonly FiledCommand[];
  /** What runs beside the workers as long as they do. */
  readonly beside: readonly FiledCommand[];
}

/** uWSGI's own INI dialect; a section that its command line doesn't name isn't read. */
export const readUwsgi = (text: string, path: string, named = 'uwsgi'): UwsgiFile => {
  const entries = readIni(text, path).filter(
    ({ section, key }) => section === named && !/^(?:if-|end)/.test(key),
  );
  const before: FiledCommand[] = [];
  const beside: FiledCommand[] = [];
  const options: string[] = [];
  for (const { key, value, at } of entries) {
    const hooked = /^hook-/.test(key) ? /^exec:(.*)$/.exec(value)?.[1] : undefined;
    if (/^exec-(?:asap|pre-app|pre-jail|post-jail|in-jail|as-root|as-user)$/.test(key))
      before.push({ text: value, at });
    else if (hooked !== undefined) before.push({ text: hooked, at });
    else if (/^(?:smart-|legion-)?attach-daemon2?$/.test(key)) beside.push({ text: value, at });
    else options.push(`--${key}`, ...(value === '' ? [] : [value]));
  }
  const listens = entries.find(({ key }) => /^(?:http|https|http-socket|socket|uwsgi-socket)$/.test(key));
  return { options, at: (listens ?? entries[0])?.at ?? { path }, before, beside };
};
