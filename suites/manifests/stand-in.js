// Stands in for kubectl, docker and microk8s: records how it was called, and answers as $STATE says. `kubectl kustomize`
// is done for real.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { STATE = '', KUBECTL_ITSELF = '' } = process.env;
const [program, ...args] = process.argv.slice(2);
const stdin = readFileSync(0, 'utf8');
appendFileSync(join(STATE, 'calls.jsonl'), `${JSON.stringify({ program, args, stdin })}\n`);

const { migration, rollout, secrets, addons, microk8s } = JSON.parse(
  readFileSync(join(STATE, 'answers.json'), 'utf8'),
);
const words = args.filter((word, index) => word !== '--namespace' && args[index - 1] !== '--namespace');
const [verb, noun, name] = program === 'microk8s' && words[0] === 'kubectl' ? words.slice(1) : words;
const jobFile = (job) => join(STATE, `job-${job}`);

function answer() {
  if (program === 'docker') {
    const metadata = args[args.indexOf('--metadata-file') + 1];
    if (verb === 'buildx')
      writeFileSync(metadata, JSON.stringify({ 'containerimage.digest': `sha256:${'cd'.repeat(32)}` }));
    // Long enough for others to come meanwhile.
    if (verb === 'build') return execFileSync('sh', ['-c', 'sleep 1; echo building']);
    const image = args.at(-1).replace(/:[^:/]*$/, '');
    return verb === 'image' ? JSON.stringify([`${image}@sha256:${'ab'.repeat(32)}`]) : '';
  }
  if (program === 'microk8s' && words[0] !== 'kubectl') {
    if (microk8s === 'missing') process.exit(1);
    if (verb === 'status' && noun === '--addon') return addons.includes(name) ? 'enabled' : 'disabled';
    return '';
  }
  switch (`${verb} ${noun}`) {
    case 'get secret':
      return secrets.includes(name) ? `secret/${name}` : '';
    case 'get job': {
      if (!existsSync(jobFile(name))) return '';
      // The first look sees it run; later ones see its end.
      const looks = readFileSync(jobFile(name), 'utf8');
      writeFileSync(jobFile(name), looks === 'new' ? 'seen' : looks === 'seen' ? migration : looks);
      const type = readFileSync(jobFile(name), 'utf8');
      const conditions = ['seen', 'new'].includes(type) ? [] : [{ type, status: 'True', message: 'as told' }];
      return JSON.stringify({ status: { conditions } });
    }
    case 'delete job':
      rmSync(jobFile(name));
      return '';
    case 'rollout status':
      if (rollout === 'fails' && name.startsWith('deployment/')) process.exit(1);
      return '';
    case 'get daemonset,deployment':
      return 'daemonset.apps/traefik';
    case 'get storageclass':
      return JSON.stringify({
        items: [{ metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } }],
      });
  }
  if (verb === 'version') return JSON.stringify({ serverVersion: { minor: '35', gitVersion: 'v1.35.4' } });
  if (verb === 'kustomize') return execFileSync(KUBECTL_ITSELF, args, { encoding: 'utf8' });
  if (verb === 'logs') return 'error: relation "todos" already exists';
  if (verb === 'apply') {
    const job = /^kind: Job$[\s\S]*?^ {2}name: (\S+)$/m.exec(stdin)?.[1];
    if (job && !existsSync(jobFile(job))) writeFileSync(jobFile(job), 'new');
  }
  return '';
}

process.stdout.write(answer());
