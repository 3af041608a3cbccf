/** Who exports the app's HTTP: the app by itself, or a server that it is dropped into. */
import { defineCheck, type Finding, failIfAny, pass, unknown } from '../engine/check.ts';

const what = {
  war: 'is a WAR for a shared servlet container',
  mod_php: 'runs inside Apache as mod_php',
  'php-fpm': 'needs a web server in front that isn’t its own',
  iis: 'is hosted by IIS',
  'wsgi-module': 'runs inside a web server’s module',
  cgi: 'is called by a web server over CGI',
  pages: 'is pages for a web server that nothing here declares or starts',
} as const;

export default defineCheck({
  title: 'The app exports HTTP by binding a port itself.',
  why: 'A self-contained app runs wherever a process can be started; one that lives inside a web server needs that server set up by hand on every machine.',
  fix: 'Declare a server library as a dependency and start it by the app’s own command.',
  severity: 'must',
  subject: 'web',
  needs: ['listens', 'serverContainers'],
  run({ listens, serverContainers }) {
    const own = listens.filter(({ container }) => !container);
    return failIfAny(
      own.length > 0
        ? []
        : serverContainers.map(({ kind, at }): Finding => ({ at, message: `the app ${what[kind]}.` })),
      () =>
        own.length > 0
          ? pass(
              `${own[0]?.server} binds the port`,
              own.map(({ at }) => at),
            )
          : unknown('no source or start command that binds a port was found'),
    );
  },
});
