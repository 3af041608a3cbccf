/** Programs that the app's code starts, and where the repository installs them. */
import type { Place } from '../../engine/place.ts';
import type { ExternalProgram } from '../facts.ts';
import type { GatherContext, Gatherer } from '../gatherer.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Value } from '../source/model.ts';
import { reachedAt, reachIn } from './reach.ts';

export const gatherExternalPrograms: Gatherer<'externalPrograms'> = async (context) => {
  const sources = await context.sources();
  const calls = sources.callsThat('spawns');
  if (calls.length === 0) return [];
  const reach = await reachIn(context);
  const installs = await installsOf(context);
  const programs = new Map<string, ExternalProgram>();
  for (const { call, means } of calls) {
    if (reachedAt(reach, call) === 'never') continue;
    const value = sources.argument(call, means.program);
    for (const program of value ? programsOf(sources, value) : []) {
      if (isPlatform(program)) continue;
      const key = `${program}:${call.at.path}`;
      if (!programs.has(key))
        programs.set(key, {
          program,
          at: call.at,
          providedBy: installs(program) ?? ownProgram(context, program),
        });
    }
  }
  return [...programs.values()];
};

/** A file of the repository that is the program itself. */
function ownProgram({ paths }: GatherContext, program: string): Place | undefined {
  const path = paths.find((one) => one === program || one.endsWith(`/${program}`));
  return path === undefined ? undefined : { path };
}

/** The programs that a command names: a word, a list whose first item is one, or a shell line. */
function programsOf(sources: LinkedSources, value: Value): readonly string[] {
  const followed = sources.follow(value);
  if (followed.kind === 'list') {
    const [first, ...rest] = followed.items.map((item) => sources.text(item));
    if (first === undefined) return [];
    return /^(?:\/bin\/)?(?:ba|z|da)?sh$/.test(first) && rest[0]?.includes('c') && rest[1] !== undefined
      ? programsOfLine(rest[1])
      : [baseName(first)];
  }
  // Of an interpolated line the beginning tells the program, if it is literal.
  if (followed.kind === 'text') {
    const [first] = followed.parts;
    const text = first && sources.text(first);
    return text !== undefined && /^\s*\S+\s/.test(text) ? programsOfLine(text) : [];
  }
  const text = sources.text(followed);
  return text === undefined ? [] : programsOfLine(text);
}

/** The programs of a shell line: the first word of each of its commands. */
function programsOfLine(line: string): readonly string[] {
  return line
    .slice(0, 4000)
    .split(/\s*(?:&&|\|\||[;|\n])\s*/)
    .flatMap((command) => {
      const words = command.trim().split(/\s+/);
      while (
        words[0] !== undefined &&
        (/^\w+=/.test(words[0]) || ['exec', 'env', 'sudo', 'time', 'nohup'].includes(words[0]))
      )
        words.shift();
      const program = baseName(words[0] ?? '');
      return /^[\w.+-]+$/.test(program) ? [program] : [];
    });
}

const baseName = (word: string): string =>
  word.slice(word.lastIndexOf('/') + 1).replace(/\.(?:exe|cmd)$/, '');

/** What every POSIX system has, and the interpreters that run the app itself. */
const platform = new Set(
  (
    'sh bash cat cp mv rm ls mkdir rmdir echo printf true false test date sleep kill chmod chown ln touch grep sed awk cut sort uniq head tail tr wc ' +
    'find xargs tee env which uname hostname id whoami pwd df du tar gzip gunzip ps cd export set exit node npm npx python python3 pip go ruby gem php ' +
    'java mix elixir dotnet cargo bundle rake nproc stat basename dirname readlink mktemp ulimit if then fi for do done'
  ).split(' '),
);
const isPlatform = (program: string): boolean =>
  platform.has(program) || program.startsWith('.') || /\.(?:sh|py|js)$/.test(program);

/** Packages of distributions by the program they bring, where the names differ. */
const packages: Readonly<Record<string, readonly string[]>> = {
  convert: ['imagemagick'],
  magick: ['imagemagick'],
  identify: ['imagemagick'],
  mogrify: ['imagemagick'],
  montage: ['imagemagick'],
  ffprobe: ['ffmpeg'],
  gm: ['graphicsmagick'],
  gs: ['ghostscript'],
  dot: ['graphviz'],
  pdftotext: ['poppler'],
  pdftoppm: ['poppler'],
  pdfinfo: ['poppler'],
  pdftocairo: ['poppler'],
  pdfunite: ['poppler'],
  psql: ['postgresql'],
  pg_dump: ['postgresql'],
  pg_restore: ['postgresql'],
  pg_isready: ['postgresql'],
  createdb: ['postgresql'],
  mysql: ['mysql', 'mariadb'],
  mysqldump: ['mysql', 'mariadb'],
  'redis-cli': ['redis'],
  mongodump: ['mongo'],
  mongorestore: ['mongo'],
  mongosh: ['mongo'],
  soffice: ['libreoffice'],
  libreoffice: ['libreoffice'],
  tesseract: ['tesseract'],
  exiftool: ['exiftool', 'image-exiftool'],
  ssh: ['openssh'],
  scp: ['openssh'],
  'ssh-keygen': ['openssh'],
  '7z': ['p7zip', '7zip'],
  'google-chrome': ['chrome', 'chromium'],
  'chromium-browser': ['chromium'],
  sendmail: ['sendmail', 'postfix', 'exim', 'msmtp'],
  nslookup: ['dnsutils', 'bind-tools'],
  dig: ['dnsutils', 'bind-tools'],
  ping: ['iputils'],
  ifconfig: ['net-tools'],
  ip: ['iproute'],
  netstat: ['net-tools'],
  pybabel: ['babel'],
  'django-admin': ['django'],
  rsvg: ['librsvg'],
  'rsvg-convert': ['librsvg'],
  cwebp: ['webp', 'libwebp'],
  sqlite3: ['sqlite'],
  pdflatex: ['texlive'],
  xelatex: ['texlive'],
  lualatex: ['texlive'],
  javac: ['jdk'],
  gcc: ['build-essential', 'build-base', 'gcc'],
  make: ['build-essential', 'build-base', 'make'],
  'docker-compose': ['docker'],
  kubectl: ['kubectl'],
  systemctl: ['systemd'],
  crontab: ['cron'],
  'g++': ['build-essential', 'build-base', 'g++'],
};
/** Base images that bring a program by themselves. */
const images: Readonly<Record<string, RegExp>> = {
  git: /^(?:.*\/)?(?:node|python|ruby|golang|php|buildpack-deps|openjdk)(?::(?!.*(?:slim|alpine|distroless)).*)?$/,
  curl: /^(?:.*\/)?(?:node|python|ruby|golang|php|buildpack-deps)(?::(?!.*(?:slim|alpine|distroless)).*)?$/,
  apachectl: /^(?:.*\/)?(?:httpd|php:\S*apache\S*)(?::.*)?$/,
  apache2ctl: /^(?:.*\/)?php:\S*apache\S*$/,
  psql: /^(?:.*\/)?postgres(?::.*)?$/,
  pg_dump: /^(?:.*\/)?postgres(?::.*)?$/,
  mysqldump: /^(?:.*\/)?(?:mysql|mariadb)(?::.*)?$/,
};

/** Where the repository installs a program: its images' package managers, its declared packages, its base image. */
async function installsOf(context: GatherContext): Promise<(program: string) => Place | undefined> {
  const { dockerfiles } = await context.artifacts();
  const { manifests, installs } = await context.fact('dependencies');
  const stages = dockerfiles.filter(({ purpose }) => purpose === 'deploy').flatMap(({ stages }) => stages);
  const words = stages.flatMap(({ runs }) =>
    runs.flatMap(({ command }) =>
      installedWords(command.words.join(' ')).map((word) => ({ word, at: command.at })),
    ),
  );
  return (program) => {
    const known = Object.hasOwn(packages, program) ? (packages[program] ?? []) : [];
    const names = [program.toLowerCase(), ...known];
    const matches = (word: string) =>
      names.some(
        (name) =>
          word === name ||
          (known.includes(name) && word.includes(name)) ||
          word.replace(/[-_]?\d[\d.]*$/, '') === name,
      );
    const installed = words.find(({ word }) => matches(word))?.at;
    if (installed) return installed;
    const declared = manifests
      .flatMap(({ dependencies }) => dependencies)
      .find(({ name }) =>
        matches(
          name
            .toLowerCase()
            .replace(/^@[^/]*\//, '')
            .replace(/-(?:static|cli|bin|installer)$/, ''),
        ),
      );
    if (declared) return declared.at;
    const byName = installs.find(({ name }) => matches(name.toLowerCase()));
    if (byName) return byName.at;
    const image = Object.hasOwn(images, program) ? images[program] : undefined;
    return image && stages.find(({ image: from }) => image.test(from.expanded))?.image.at;
  };
}

/** Words after an installing command of a build step, without versions. */
function installedWords(script: string): readonly string[] {
  const found: string[] = [];
  for (const command of script.slice(0, 20_000).split(/&&|\|\||[;\n]/)) {
    const words = command.replaceAll('\\', ' ').trim().split(/\s+/);
    const verb = words.findIndex((word) => /^(?:install|add|-S\w*|in)$/.test(word));
    const downloads = /^(?:curl|wget)$/.test(baseName(words[0] ?? ''));
    if (verb > 0)
      found.push(
        ...words
          .slice(verb + 1)
          .filter((word) => !word.startsWith('-'))
          .map((word) => (word.split(/[=<>~@]/)[0] ?? '').toLowerCase()),
      );
    // A download to a path names the program by its last segment (`curl -o /usr/local/bin/yt-dlp …`).
    else if (downloads)
      found.push(
        ...words.slice(1).map((word) =>
          baseName(word)
            .toLowerCase()
            .replace(/\.(?:tar\.gz|tgz|zip|deb)$/, ''),
        ),
      );
  }
  return found;
}
