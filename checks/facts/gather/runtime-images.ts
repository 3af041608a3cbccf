/** Images that others publish to run an app's code in: what they start by themselves, and into which a manifest mounts source. */
import type { Place } from '../../engine/place.ts';
import type { ComposeFile, ComposeService } from '../artifacts/compose.ts';
import { familiarName, parseImage, shortName } from '../artifacts/image-reference.ts';
import { folderOf, isInside, joinPath, nameOf } from '../artifacts/paths.ts';
import type { App, CommandLine } from '../facts.ts';

/** What images start by themselves, where they are made to be built upon. */
const ownCommands: readonly {
  readonly image: RegExp;
  readonly tag?: RegExp;
  readonly words: readonly string[];
}[] = [
  { image: /^php$/, tag: /apache/, words: ['apache2-foreground'] },
  { image: /^php$/, tag: /fpm/, words: ['php-fpm'] },
  { image: /^php-apache(?:-dev)?$/, words: ['apache2-foreground'] },
  { image: /^(?:nginx|nginx-unprivileged|openresty)$/, words: ['nginx', '-g', 'daemon off;'] },
  { image: /^httpd$/, words: ['httpd-foreground'] },
  { image: /^caddy$/, words: ['caddy', 'run', '--config', '/etc/caddy/Caddyfile'] },
  { image: /^(?:tomcat|tomee)$/, words: ['catalina.sh', 'run'] },
  { image: /^(?:wildfly|jboss-eap\S*)$/, words: ['/opt/jboss/wildfly/bin/standalone.sh', '-b', '0.0.0.0'] },
  {
    image: /^(?:open-liberty|websphere-liberty)$/,
    words: ['/opt/ol/wlp/bin/server', 'run', 'defaultServer'],
  },
  {
    image: /^(?:payara|server-full|server-web|micro|glassfish)$/,
    tag: /./,
    words: ['asadmin', 'start-domain'],
  },
  { image: /^jetty$/, words: ['java', '-jar', '/usr/local/jetty/start.jar'] },
  { image: /^wordpress$|^drupal$|^joomla$|^nextcloud$/, words: ['apache2-foreground'] },
  { image: /^frankenphp$/, words: ['frankenphp', 'run', '--config', '/etc/frankenphp/Caddyfile'] },
  {
    image: /^uvicorn-gunicorn(?:-\w+)?$/,
    words: ['gunicorn', '-k', 'uvicorn.workers.UvicornWorker', '-c', '/gunicorn_conf.py', 'main:app'],
  },
];

/** `undefined` for an image that starts nothing lasting by itself, or that isn't known. */
export const commandOfImage = (reference: string, at: Place): CommandLine | undefined => {
  const { name, tag = '' } = parseImage(reference);
  const found = ownCommands.find(
    (each) => each.image.test(shortName(familiarName(name))) && (each.tag?.test(tag) ?? true),
  );
  return found && { form: 'exec', words: found.words, at };
};

const runtimes: Partial<Record<App['ecosystem'], RegExp>> = {
  node: /^(?:node|nodejs|bun|deno)$/,
  python: /^(?:python|pypy|uvicorn-gunicorn(?:-\w+)?|miniconda3?)$/,
  php: /^(?:php|php-apache(?:-dev)?|php-nginx(?:-dev)?|nginx-php-fpm|php-fpm|wordpress|drupal|joomla|frankenphp)$/,
  ruby: /^(?:ruby|jruby|rails)$/,
  go: /^(?:golang|air)$/,
  java: /^(?:openjdk|eclipse-temurin|amazoncorretto|sapmachine|maven|gradle|tomcat|tomee|jetty|wildfly|open-liberty|payara)$/,
  dotnet: /^(?:sdk|aspnet|runtime)$/,
  rust: /^rust$/,
  elixir: /^elixir$/,
};
/** What delivers pages. */
const deliverers = /^(?:nginx|nginx-unprivileged|httpd|caddy)$/;

const languages: Partial<Record<App['ecosystem'], RegExp>> = {
  node: /\.[cm]?[jt]sx?$|^package\.json$/,
  python: /\.py$/,
  php: /\.(?:php|phtml)$/,
  ruby: /\.(?:rb|ru)$/,
  go: /\.go$/,
  java: /\.(?:java|kt|jsp|gradle)$|^pom\.xml$/,
  dotnet: /\.(?:cs|csproj|fsproj)$/,
  rust: /\.rs$/,
  elixir: /\.exs?$/,
};
/** What a build leaves in the working copy, and a manifest mounts: no tracked file shows it. */
const isBuilt = (path: string): boolean =>
  /\.(?:jar|war)$|(?:^|\/)(?:target|build|dist|out|publish)(?:\/|$)/.test(path);

/** The app whose source a compose service mounts into an image of its language's runtime, instead of building one. */
export const appMountedInto = (
  { image, build, volumes, command, entrypoint, workingDirectory }: ComposeService,
  file: ComposeFile,
  apps: readonly App[],
  paths: readonly string[],
): App | undefined => {
  if (!image || build) return undefined;
  const short = shortName(familiarName(parseImage(image.expanded).name)).toLowerCase();
  const fitting = apps.filter(({ ecosystem, kind }) =>
    kind === 'static' ? deliverers.test(short) : runtimes[ecosystem]?.test(short),
  );
  if (fitting.length === 0) return undefined;
  const mounted = volumes.flatMap(({ kind, source }) => {
    if (kind !== 'bind' || source === undefined) return [];
    return joinPath(folderOf(file.path), source.replace(/^\$\{?PWD\}?/, '.')) ?? [];
  });
  const holders = fitting.filter(({ path, ecosystem, kind }) =>
    mounted.some(
      (folder) =>
        isInside(path, folder) ||
        (isInside(folder, path) &&
          ((kind !== 'static' && isBuilt(folder)) ||
            paths.some(
              (each) =>
                isInside(each, folder) &&
                (kind === 'static' ? /\.html?$/ : languages[ecosystem])?.test(nameOf(each)),
            ))),
    ),
  );
  const words = [...(entrypoint?.words ?? []), ...(command?.words ?? []), workingDirectory ?? ''].join(' ');
  const told = holders.filter(({ path }) => path !== '.' && words.includes(path));
  const [only, other] = told.length > 0 ? told : holders;
  // The innermost of nested ones, or none where the folder holds several side by side.
  if (only && other) {
    const [inner, next] = [...holders].sort((a, b) => b.path.length - a.path.length);
    return inner &&
      next &&
      isInside(inner.path, next.path) &&
      mounted.some((folder) => isInside(folder, inner.path))
      ? inner
      : undefined;
  }
  return only;
};
