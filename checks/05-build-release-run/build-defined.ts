/** What turns the codebase into the artifact that is deployed. */
import { defineCheck, fail, pass } from '../engine/check.ts';

export default defineCheck({
  title: 'One command or file of the repository builds the artifact that is deployed.',
  why: 'A build that only somebody’s memory holds can’t be repeated, and what runs can’t be traced to a commit.',
  fix: 'Add a Dockerfile, a Procfile with a buildpack, or a pipeline job that builds what is deployed.',
  severity: 'must',
  subject: 'service',
  needs: ['app', 'builds'],
  run: ({ app, builds }) =>
    builds.length > 0
      ? pass(
          `built by ${builds[0]?.by}`,
          builds.map(({ at }) => at),
        )
      : fail([
          {
            at: app.evidence[0] ?? { path: app.path },
            message:
              'nothing in the repository builds what is deployed: no container file, buildpack descriptor or pipeline job.',
          },
        ]),
});
