/** Where the port comes from that the app binds. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass, unknown } from '../engine/check.ts';
import { listed } from '../engine/wording.ts';

export default defineCheck({
  title: 'The port comes from the environment or a flag.',
  why: 'A platform that runs many copies has to choose the port of each copy.',
  fix: 'Read the port from the environment, `PORT` by custom, and pass it to listen().',
  severity: 'must',
  subject: 'web',
  needs: ['listens'],
  run({ listens }) {
    if (listens.length === 0)
      return notApplicable('nothing in the source or its start commands binds a port');
    const findings = listens
      .filter(({ port }) => port.from === 'literal')
      .map(
        ({ port, server, at }): Finding => ({
          at: port.at ?? at,
          message: `${server} listens on ${port.literal ? `the fixed port \`${port.literal}\`` : 'a fixed port'}; only an edit can change it.`,
        }),
      );
    return failIfAny(findings, () => {
      const chosen = listens.filter(({ port }) => port.from !== 'unknown');
      return chosen.length === 0
        ? unknown(
            'where the port comes from could not be followed',
            listens.map(({ at }) => at),
          )
        : pass(
            `the port comes from ${listed(chosen.flatMap(({ port }) => (port.variables.length > 0 ? port.variables : [port.from])))}`,
            chosen.map(({ port }) => port.at),
          );
    });
  },
});
