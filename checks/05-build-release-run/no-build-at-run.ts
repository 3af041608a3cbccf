/** What the deploy starts must only run: installing, compiling, and servers made for development belong elsewhere. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass } from '../engine/check.ts';
import { commandText } from '../engine/wording.ts';

export default defineCheck({
  title: 'What the deploy starts installs and compiles nothing.',
  why: 'A build at start needs the network and a compiler on the production machine, fails when one is needed most, and makes two starts of one release differ.',
  fix: 'Build in the image or pipeline, and start the built program by the server meant for production.',
  severity: 'must',
  subject: 'service',
  needs: ['startCommands', 'listens'],
  run({ startCommands, listens }) {
    const deployed = startCommands.filter(({ purpose, oneOff }) => purpose === 'deploy' && !oneOff);
    if (deployed.length === 0) return notApplicable('no start command is described anywhere');
    const findings = deployed.flatMap(({ steps }) =>
      steps.flatMap(({ words, at, builds }): Finding[] =>
        builds ? [{ at, message: `the deploy starts \`${commandText(words)}\`, which ${builds}.` }] : [],
      ),
    );
    const development = listens.filter(({ server }) => server.endsWith('development server'));
    if (findings.length === 0 && development.length > 0) {
      for (const { at, server } of development)
        findings.push({ at, message: `the deploy runs the ${server}, which is not made for production.` });
    }
    return failIfAny(uniqueByPlace(findings), () =>
      pass(
        'the start command only runs what was built',
        deployed.map(({ at }) => at),
      ),
    );
  },
});

/** Workloads that share an image share its command; one finding a place says it. */
const uniqueByPlace = (findings: readonly Finding[]): Finding[] => [
  ...new Map(
    findings.map((finding) => [`${finding.at.path}:${finding.at.line}:${finding.message}`, finding]),
  ).values(),
];
