/** The Go programs that the suite needs, built by the tool chain: kustomize, and what an API server asks of manifests. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, run } from '../run.ts';

const kustomizeVersion = 'v5.7.1';
const bin = join(root, 'node_modules/.cache/twelvefold', `kustomize-${kustomizeVersion}`);

/** The program `kustomize`, in the version that this suite is about. */
export const kustomize = join(bin, 'kustomize');
const validate = join(bin, 'validate');

const go = async (args: readonly string[], cwd: string): Promise<void> => {
  const env = { ...process.env, GOBIN: bin, GOFLAGS: '-trimpath -ldflags=-s' };
  const { code, stderr } = await run('go', args, { cwd, env });
  if (code !== 0) throw new Error(`go ${args.join(' ')}: ${stderr}`);
};

/** Builds what isn't built yet. From nothing it takes minutes; the tool chain keeps what it compiled. */
export const buildTools = async (): Promise<void> => {
  if (!existsSync(kustomize))
    await go(['install', `sigs.k8s.io/kustomize/kustomize/v5@${kustomizeVersion}`], root);
  await go(['build', '-o', validate, '.'], fileURLToPath(new URL('validate', import.meta.url)));
};

/** What kustomize makes of a folder, as text. */
export const render = async (folder: string): Promise<string> => {
  const { code, stdout, stderr } = await run(kustomize, ['build', folder]);
  if (code !== 0) throw new Error(stderr);
  return stdout;
};

/** What an API server refuses of these manifests, a problem a line. */
export const refusals = async (manifests: string): Promise<string[]> => {
  const { code, stdout, stderr } = await run(validate, [], { input: manifests });
  if (code !== 0 && stdout === '') throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '');
};
