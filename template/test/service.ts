// Set-up that tests share: a database of their own, the app on it, and browsers that listen.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { WebSocket } from 'ws';
import type { Account } from '../src/accounts/accounts.ts';
import { sessionCookie } from '../src/accounts/authentication.ts';
import { hashPassword } from '../src/accounts/passwords.ts';
import { beginSession } from '../src/accounts/sessions.ts';
import { buildApp } from '../src/app.ts';
import { loadConfig, type WebConfig } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';
import { migratedDatabase } from './server.ts';

/** What these functions need of tap's test. */
export interface Test {
  teardown(work: () => unknown): unknown;
}

const serverUrl = process.env.TEST_SERVER_URL ?? '';
if (serverUrl === '')
  throw new Error('run the tests by `npm test`, which starts PostgreSQL; `npm test -- FILE` runs one');
let count = 0;

/** Where the service under test says it is. */
export const publicUrl = 'http://todos.test';

/** Runs one statement on a database, by default on the server's maintenance database. */
export async function sql(text: string, url = serverUrl): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

/** The URL of a new database, with all migrations or with none; dropped when the test ends. */
export async function createDatabase(t: Test, { migrated = true } = {}): Promise<string> {
  const name = `test_${process.pid}_${++count}`;
  // PostgreSQL copies a database for one client at a time; another file may be copying it now.
  for (let attempt = 1; ; attempt++) {
    try {
      await sql(`create database ${name}${migrated ? ` template ${migratedDatabase}` : ''}`);
      break;
    } catch (error) {
      if (attempt === 100) throw error;
      await delay(50);
    }
  }
  t.teardown(() => sql(`drop database ${name} with (force)`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export function testConfig(databaseUrl: string, env: NodeJS.ProcessEnv = {}): WebConfig {
  const result = loadConfig('web', {
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: publicUrl,
    DATABASE_POOL_SIZE: '4',
    LOG_LEVEL: 'silent',
    ...env,
  });
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.config;
}

/** The app on a database, not listening; closed when the test ends. */
export async function testApp(
  t: Test,
  databaseUrl?: string,
  env?: NodeJS.ProcessEnv,
): Promise<FastifyInstance> {
  const config = testConfig(databaseUrl ?? (await createDatabase(t)), env);
  const app = await buildApp(config, createLogger(config.logLevel));
  t.teardown(() => app.close());
  return app;
}

/** The app listening on a free port of 127.0.0.1, and its URL. */
export async function listeningApp(
  t: Test,
  databaseUrl?: string,
  env?: NodeJS.ProcessEnv,
): Promise<{ app: FastifyInstance; url: string }> {
  const app = await testApp(t, databaseUrl, env);
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` };
}

/** Somebody with an account who is logged in. */
export interface User {
  account: Account;
  password: string;
  sessionId: string;
  cookie: string;
  /** What a browser of theirs sends with every request. */
  headers: Record<string, string>;
  /** Sends a request as they do. */
  inject(request: InjectOptions | string): Promise<LightMyRequestResponse>;
}

/** Somebody new who is logged in at the app. The account is made directly in the database. */
export async function signedIn(
  app: FastifyInstance,
  { email = `user-${++count}@example.org`, password = 'correct horse battery' } = {},
): Promise<User> {
  // A cheap hash: what it costs is measured elsewhere.
  const passwordHash = await hashPassword(password, { N: 2, r: 1, p: 1 });
  const { rows } = await app.database.query<Account>({
    text: `insert into accounts (email, password_hash) values ($1, $2)
           returning id, email, language, created_at as "createdAt"`,
    values: [email, passwordHash],
  });
  const account = rows[0] as Account;
  const { id: sessionId, token } = await beginSession(app.database, account.id, false);
  const cookie = `${sessionCookie(publicUrl)}=${token}`;
  const headers = { cookie };
  return {
    account,
    password,
    sessionId,
    cookie,
    headers,
    inject(request) {
      const options = typeof request === 'string' ? { url: request } : request;
      return app.inject({ ...options, headers: { ...headers, ...options.headers } });
    },
  };
}

/** What a browser gets over /live. */
export interface Message {
  type: string;
  seq?: number;
  resource?: string;
  id?: string;
  data?: Record<string, unknown>;
}

/** A browser at the WebSocket of a service, with all messages it got. */
export class Browser {
  readonly messages: Message[] = [];
  readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (text) => this.messages.push(JSON.parse(String(text))));
  }

  /** The events among its messages. */
  get events(): Message[] {
    return this.messages.filter((message) => message.resource !== undefined);
  }

  /** Resolves once it got `count` events. */
  async got(count: number): Promise<Message[]> {
    await until(
      () => this.events.length >= count,
      `${count} events`,
      () => `${this.events.length}`,
    );
    return this.events;
  }
}

/** Opens a WebSocket and waits for the hello; tries again while the service is starting. */
export async function openBrowser(
  t: Test,
  url: string,
  since?: number,
  headers: Record<string, string> = {},
): Promise<Browser> {
  const address = `${url.replace('http', 'ws')}/live${since === undefined ? '' : `?since=${since}`}`;
  for (let attempt = 1; attempt < 50; attempt++) {
    const socket = new WebSocket(address, { headers });
    const browser = new Browser(socket);
    const hello = until(() => browser.messages.some(({ type }) => type === 'hello'), 'a hello');
    const refused = once(socket, 'close').then(() => 'refused');
    if ((await Promise.race([hello, refused])) !== 'refused') {
      t.teardown(() => socket.terminate());
      return browser;
    }
    hello.catch(() => {});
    await delay(50);
  }
  throw new Error(`no hello from ${address}`);
}

/** What an answer tells, without what is another one in each: when it was given, and to which request. */
export function told({ statusCode, body, headers }: LightMyRequestResponse) {
  const { date, 'x-request-id': id, ...others } = headers;
  return { statusCode, body: body.replace(String(id), '…'), headers: others };
}

/** Resolves once `holds`; rejects after `ms`. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  found: () => string = () => 'nothing',
  ms = 10_000,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${ms} ms for ${what}, found ${found()}`);
    await delay(10);
  }
}
