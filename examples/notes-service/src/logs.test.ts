// Nothing secret or personal is in any log line of web and worker, whatever is asked and whatever fails.

import { once } from 'node:events';
import { connect } from 'node:net';
import { type Test as TapTest, test } from 'tap';
import { WebSocket } from 'ws';
import { startMailServer } from '../scripts/mail-server.ts';
import { tokenOf, workerEnvironment } from '../test/mail.ts';
import { logLines, type Program, startProgram, startServer } from '../test/process.ts';
import { createDatabase, publicUrl, sql, until } from '../test/service.ts';

const email = 'canary-anna@example.org';
const newEmail = 'canary-berta@example.org';
const password = 'canary-password-1';
const newPassword = 'canary-password-2';
const databasePassword = 'canary-database-password';
const id = '01900000-0000-7000-8000-000000000000';

/** The URL of the database for a role whose password is known here. */
async function ownRole(t: TapTest, databaseUrl: string): Promise<string> {
  const role = `canary_${process.pid}`;
  await sql(`create role ${role} superuser login password '${databasePassword}'`);
  t.teardown(() => sql(`drop role ${role}`));
  const url = new URL(databaseUrl);
  [url.username, url.password] = [role, databasePassword];
  return url.href;
}

/** A mail server that says in its refusals what a mail is about; `next` resolves with the next one it takes. */
async function startTalkativeMailServer(t: TapTest, refusals: number) {
  const tokens: string[] = [];
  const mails: { to: string; text: string }[] = [];
  const server = await startMailServer(async (mail) => {
    const [token = 'none'] = /(?<=#token=)\S+/.exec(mail.text) ?? [];
    tokens.push(token);
    if (refusals-- > 0) throw new Error(`no mail for ${mail.to} with ${token}`);
    mails.push(mail);
  });
  t.teardown(() => server.stop());
  async function next(to: string, path: string): Promise<string> {
    const index = () => mails.findIndex((mail) => mail.to === to && mail.text.includes(`/${path}#`));
    await until(
      () => index() >= 0,
      `a mail for ${path}`,
      () => `${mails.length} mails`,
      60_000,
    );
    return tokenOf(mails.splice(index(), 1)[0] as Parameters<typeof tokenOf>[0], path);
  }
  return { url: server.url, tokens, next };
}

/** Sends requests to the service, as a page does that keeps cookies. */
function client(url: string) {
  const cookies: string[] = [];
  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(`${url}${path}?search=canary-query&canary-name`, {
      method,
      headers: {
        'user-agent': 'canary-agent',
        cookie: cookies.at(-1) ?? 'session=canary-cookie',
        origin: publicUrl,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const [cookie] = answer.headers.getSetCookie();
    if (cookie && !/=;/.test(cookie)) cookies.push(cookie.split(';')[0] as string);
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : undefined };
  }
  return { ask, cookies };
}

/** Asks for every documented operation with values of the wrong kind, to log out among them; how often. */
async function askAllWrong(url: string, { ask }: ReturnType<typeof client>): Promise<number> {
  const { paths } = (await (await fetch(`${url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { requestBody?: unknown }>>;
  };
  let count = 0;
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { requestBody }] of Object.entries(operations)) {
      const at = path.replace(/\{\w+\}/g, id);
      const bodies = [{ canary: 'canary-member' }, { email: ['canary-value'], title: {}, name: 1 }];
      const broken = ['{"title":"canary-broken', '"canary-text"', '{"__proto__":{"a":"canary-proto"}}'];
      for (const body of requestBody ? [...bodies, ...broken] : [undefined]) {
        await ask(method.toUpperCase(), at, body);
        await ask(method.toUpperCase(), path.replace(/\{\w+\}/g, 'not-an-id'), body, {
          authorization: 'Bearer canary-bearer',
          'if-match': 'canary-match',
        });
        count++;
      }
    }
  }
  return count;
}

/** Sends bytes that are no request. */
async function sendNonsense(url: string, bytes: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.end(bytes);
  socket.resume();
  await once(socket, 'close');
}

test('no line of web or worker holds a secret or anything personal, at any level', async (t) => {
  const databaseUrl = await createDatabase(t);
  const DATABASE_URL = await ownRole(t, databaseUrl);
  const mail = await startTalkativeMailServer(t, 1);
  const LOG_LEVEL = 'trace';
  const server = await startServer(t, { DATABASE_URL, LOG_LEVEL, REQUEST_TIMEOUT_MS: '60000' });
  const worker = startProgram(t, 'src/worker.ts', [], {
    ...workerEnvironment(DATABASE_URL, mail.url),
    LOG_LEVEL,
  });
  const page = client(server.url);
  const { ask } = page;
  const expect = async (status: number, ...request: Parameters<typeof ask>) => {
    const answer = await ask(...request);
    t.equal(answer.status, status, request.slice(0, 2).join(' '));
    return answer.body;
  };

  await expect(202, 'POST', '/api/registrations', { email, password });
  const token = await mail.next(email, 'confirm');
  await expect(400, 'POST', '/api/registrations/confirm', { token, password: 'canary-guess' });
  await expect(201, 'POST', '/api/registrations/confirm', { token, password });
  await expect(401, 'POST', '/api/sessions', { email, password: 'canary-guess' });
  await expect(201, 'POST', '/api/sessions', { email, password, remember: true });

  const apiToken = await expect(201, 'POST', '/api/tokens', { name: 'canary-token-name' });
  const headers = { authorization: `Bearer ${apiToken.token}` };
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/live?since=0&x=canary-since`, {
    headers,
  });
  await once(socket, 'message');
  socket.send('canary-message'.repeat(200));
  await once(socket, 'close');
  t.ok((await askAllWrong(server.url, page)) > 20);
  await expect(201, 'POST', '/api/sessions', { email, password });
  await sendNonsense(server.url, 'GET /canary-path?canary-query HTTP/1.1\r\ncookie canary-cookie\r\n\r\n');

  // What databases say of a row that they refuse: in the detail, or in the message itself.
  await sql('create unique index on api_tokens (name)', databaseUrl);
  await expect(409, 'POST', '/api/tokens', { name: 'canary-token-name' });
  await sql(
    `create function refuse() returns trigger language plpgsql as $$ begin perform new.name::integer; return new; end $$;
     create trigger refuse before insert on api_tokens for each row execute function refuse()`,
    databaseUrl,
  );
  await expect(400, 'POST', '/api/tokens', { name: 'canary-"quoted"-name' });
  await sql('alter table api_tokens rename to gone', databaseUrl);
  await expect(500, 'GET', '/api/account', undefined, headers);
  await sql('alter table gone rename to api_tokens', databaseUrl);

  await expect(202, 'POST', '/api/account/email', { email: newEmail, currentPassword: password });
  const addressToken = await mail.next(newEmail, 'change-address');
  await expect(200, 'POST', '/api/account/email/confirm', { token: addressToken });
  await expect(202, 'POST', '/api/password-resets', { email: newEmail });
  const resetToken = await mail.next(newEmail, 'reset');
  await expect(204, 'POST', '/api/password-resets/confirm', { token: resetToken, newPassword });
  await expect(201, 'POST', '/api/sessions', { email: newEmail, password: newPassword });
  await expect(204, 'DELETE', '/api/account', { currentPassword: newPassword });

  for (const program of [server, worker]) {
    program.child.kill('SIGTERM');
    t.equal(await program.ended, 0);
  }
  const secrets = [
    apiToken.token,
    ...mail.tokens,
    ...page.cookies.map((cookie) => cookie.split('=')[1] as string),
  ];
  t.ok(mail.tokens.length >= 4 && page.cookies.length >= 3);
  for (const [name, program] of Object.entries({ server, worker })) {
    const lines = (program.output() + program.errors()).split('\n');
    t.same(
      lines.filter((line) => line.includes('canary')),
      [],
      name,
    );
    t.same(
      lines.filter((line) => secrets.some((secret) => line.includes(secret))),
      [],
      name,
    );
  }
  t.ok(
    saidOf(server, 'database fault') >= 2 && saidOf(server, 'unexpected error') >= 1,
    'what failed is logged',
  );
  t.ok(saidOf(server, 'request') > 40 && saidOf(server, 'broken request') === 1);
  t.ok(saidOf(worker, 'job failed') >= 1);
});

function saidOf(program: Program, msg: string): number {
  return logLines(program).filter((line) => line.msg === msg).length;
}
