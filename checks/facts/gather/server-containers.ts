/** Servers that export the app's HTTP in its place: it is dropped into them and binds no port itself. */
import { resultOf } from '../artifacts/dockerfile.ts';
import { familiarName, parseImage, shortName } from '../artifacts/image-reference.ts';
import { nameOf } from '../artifacts/paths.ts';
import type { ServerContainer } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { attributed } from './attribution.ts';
import { startedIn } from './started.ts';

export const gatherServerContainers: Gatherer<'serverContainers'> = async (context) => {
  const { repo, app, paths } = context;
  const { images } = await attributed(context);
  const found: ServerContainer[] = [];
  for (const { file } of images) {
    if (file.purpose !== 'deploy') continue;
    const { image, chain } = resultOf(file);
    const { name, tag = '' } = parseImage(image.expanded);
    const short = shortName(familiarName(name));
    const ownServer = chain.some(({ command, entrypoint }) =>
      [...(entrypoint?.words ?? []), ...(command?.words ?? [])].some((word) =>
        /php\S* -S|artisan octane|rr serve|frankenphp|roadrunner|swoole/.test(word),
      ),
    );
    if (ownServer) continue;
    if ((short === 'php' && tag.includes('apache')) || /php\S*-apache/.test(name))
      found.push({ kind: 'mod_php', at: image.at });
    else if ((short === 'php' && tag.includes('fpm')) || /php\S*-nginx|nginx-php|php-fpm/.test(name))
      found.push({ kind: 'php-fpm', at: image.at });
    else if (
      /^(?:tomcat|tomee|wildfly|jboss-eap\S*|glassfish|payara|websphere-liberty|open-liberty|weblogic)$/.test(
        short,
      )
    )
      found.push({ kind: 'war', at: image.at });
    else if (/iis|aspnet/.test(name) && name.includes('windows')) found.push({ kind: 'iis', at: image.at });
    for (const { runs } of chain)
      for (const { command } of runs) {
        const text = command.words.join(' ');
        if (/\b(?:libapache2-mod-wsgi|mod[_-]wsgi)\b/.test(text))
          found.push({ kind: 'wsgi-module', at: command.at });
        else if (/\blibapache2-mod-php\b/.test(text)) found.push({ kind: 'mod_php', at: command.at });
        else if (/\bphp[\d.]*-fpm\b/.test(text) && short !== 'php')
          found.push({ kind: 'php-fpm', at: command.at });
      }
  }
  if (app.ecosystem === 'java' && found.length === 0) {
    for (const path of paths) {
      if (nameOf(path) !== 'pom.xml') continue;
      const text = (repo.text(path) ?? '').replace(/<!--[\s\S]*?-->/g, (comment) =>
        comment.replace(/[^\n]/g, ' '),
      );
      const index = text.search(/<packaging>\s{0,20}war\s{0,20}<\/packaging>/);
      // Spring Boot's plugin repackages a WAR into one that starts by itself.
      if (index >= 0 && !text.includes('spring-boot-maven-plugin'))
        found.push({ kind: 'war', at: { path, line: text.slice(0, index).split('\n').length } });
    }
  }
  if (app.ecosystem === 'dotnet' && found.length === 0) {
    // The older ASP.NET has no server of its own; the newer one has, unless its module of IIS loads it.
    const settings = paths.find((path) => /^web\.config$/i.test(nameOf(path)));
    const hosted = settings !== undefined && /<aspNetCore\s/i.test(repo.text(settings) ?? '');
    const starts = hosted ? await context.fact('startCommands') : [];
    const at = settings ?? app.evidence[0]?.path;
    if (at !== undefined && (app.framework === 'ASP.NET' || (hosted && starts.length === 0)))
      found.push({ kind: 'iis', at: { path: at } });
  }
  if (app.ecosystem === 'php' && found.length === 0) {
    for (const { server, at } of await startedIn(context)) {
      const container = server?.program.container;
      if (container) found.push({ kind: container === 'apache' ? 'mod_php' : container, at });
    }
  }
  if (app.ecosystem === 'php' && found.length === 0) {
    const apache = paths.find((path) => nameOf(path) === '.htaccess');
    const page = app.evidence.find(({ path }) => /\.(?:php|phtml)$/.test(path)) ?? app.evidence[0];
    const starts = await context.fact('startCommands');
    // Nothing starts a process of its own: its pages are put where a web server finds them.
    if (starts.length === 0 && apache !== undefined) found.push({ kind: 'mod_php', at: { path: apache } });
    else if (starts.length === 0 && page !== undefined) found.push({ kind: 'pages', at: page });
  }
  return found;
};
