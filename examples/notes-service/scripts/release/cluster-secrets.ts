// Makes the Secrets that the cluster doesn't have yet, from random values and the environment. None is ever a file.
// With --print they are written out instead, to be sealed: npm run -s cluster-secrets -- --print | kubeseal …
import { randomBytes } from 'node:crypto';
import { stringify } from 'yaml';
import { argumentsOf, kubectl, say, script, Trouble } from './tools.ts';

const namespace = 'notes-service';
const labels = { 'app.kubernetes.io/name': 'notes-service' };

/** The database beside the service, or an attached one where DATABASE_URL names it. */
function database(): Record<string, string> {
  const { DATABASE_URL: attached } = process.env;
  if (attached) return { DATABASE_URL: attached };
  const password = randomBytes(24).toString('hex');
  return {
    POSTGRES_PASSWORD: password,
    DATABASE_URL: `postgres://notes_service:${password}@postgres:5432/notes_service`,
  };
}

function mail(): Record<string, string> {
  const { SMTP_URL: url } = process.env;
  if (!url)
    throw new Trouble('SMTP_URL is not set: the mail server, such as smtp://user:password@host:587', 2);
  return { SMTP_URL: url };
}

const secrets = { database, mail };

function manifest(name: string, stringData: Record<string, string>): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels },
    stringData,
  });
}

script(async () => {
  const [flag] = argumentsOf('npm run cluster-secrets -- [--print]', 0, ['--print']);
  if (flag) {
    const all = Object.entries(secrets).map(([name, values]) => manifest(name, values()));
    process.stdout.write(all.join('---\n'));
    return;
  }
  await kubectl(['apply', '-f', 'k8s/base/namespace.yaml'], { shown: true });
  for (const [name, values] of Object.entries(secrets)) {
    const found = await kubectl([
      '--namespace',
      namespace,
      'get',
      'secret',
      name,
      '--ignore-not-found',
      '-o',
      'name',
    ]);
    if (found.trim() !== '') {
      say(`secret/${name} is there already, and stays as it is`);
      continue;
    }
    // Over the standard input: arguments can be seen by everybody on the machine.
    await kubectl(['create', '-f', '-'], { input: manifest(name, values()), shown: true });
  }
});
