/** Makes a service's files from the template's and the answers. Pure: nothing is read or written here. */
import type { File } from './plan.ts';
import { type Identity, renameFile, templateIdentity } from './rename.ts';

/** Where the service's pipeline runs. */
export const pipelines = ['github', 'gitlab', 'none'] as const;
export type Pipeline = (typeof pipelines)[number];

/** Everything that a new service is asked for. */
export interface Answers extends Identity {
  ci: Pipeline;
}

/** An option keeps or drops whole files; no file holds a condition. */
const pipelineOf = (path: string): Pipeline | undefined => {
  if (path.startsWith('.github/')) return 'github';
  return path === '.gitlab-ci.yml' ? 'gitlab' : undefined;
};

/** The files of the service. With the template's own identity they are the template, byte for byte. */
export const scaffold = (template: readonly File[], answers: Answers): File[] =>
  template
    .filter(({ path }) => (pipelineOf(path) ?? answers.ci) === answers.ci)
    .map((file) => renameFile(file, templateIdentity, answers));
