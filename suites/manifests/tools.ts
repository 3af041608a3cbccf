/** The Go programs that the suite needs, built by the tool chain: kubectl, and what an API server asks of manifests. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, run } from '../run.ts';

const bin = join(root, 'node_modules/.cache/twelvefold/kubernetes');
const validate = join(bin, 'validate');

/** The program `kubectl`, of the version of Kubernetes that the suite is about. */
export const kubectl = join(bin, 'kubectl');

/** Builds what isn't built yet. From nothing it takes minutes; the tool chain keeps what it compiled. */
export const buildTools = async (): Promise<void> => {
  const args = ['build', '-trimpath', '-ldflags=-s', '-o', `${bin}/`, '.', 'k8s.io/kubernetes/cmd/kubectl'];
  const { code, stderr } = await run('go', args, {
    cwd: fileURLToPath(new URL('validate', import.meta.url)),
  });
  if (code !== 0) throw new Error(`go ${args.join(' ')}: ${stderr}`);
};

/** What kustomize, as `kubectl` brings it along, makes of a folder, as text. */
export const render = async (folder: string): Promise<string> => {
  const { code, stdout, stderr } = await run(kubectl, ['kustomize', folder]);
  if (code !== 0) throw new Error(stderr);
  return stdout;
};

/** What an API server refuses of these manifests, a problem a line. */
export const refusals = async (manifests: string): Promise<string[]> => {
  const { code, stdout, stderr } = await run(validate, [], { input: manifests });
  if (code !== 0 && stdout === '') throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '');
};
