// Who is asking: a person by the cookie of a session, or a program by an API token.
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Queryable } from '../database/database.ts';
import { isFromAllowedPage, type OriginOptions } from '../http/origins.ts';
import type { Account } from './accounts.ts';
import { findApiToken } from './api-tokens.ts';
import { createSessionFinder, REMEMBER_SECONDS } from './sessions.ts';

/** The account that asks, and what proved it: a session or an API token. */
export interface AskingAccount extends Account {
  sessionId?: string;
  /** When the session ends if it isn't used any more. */
  sessionExpiresAt?: string;
  tokenId?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; only on routes that aren't public. */
    account: AskingAccount;
  }
  interface FastifyContextConfig {
    /** Whether the route answers to everybody. */
    public?: boolean;
  }
  interface FastifyInstance {
    /** A hook that sets `request.account`, or answers 401. */
    authenticate(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
    /** A hook that answers 403 to changes by pages of foreign origins. */
    refuseForeignPages: onRequestHookHandler;
  }
  interface FastifyReply {
    /** Gives the browser the token of its session. */
    setSession(token: string, remember: boolean): this;
    clearSession(): this;
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The cookie's name. The prefix makes browsers refuse one that a neighbouring host or an http page has set. */
export function sessionCookie(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-session' : 'session';
}

/** Adds what routes need to know who asks. Routes are protected where the hooks are added. */
export async function useAuthentication(app: FastifyInstance, origins: OriginOptions): Promise<void> {
  await app.register(cookie);
  const name = sessionCookie(origins.publicUrl);
  const attributes = {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: origins.publicUrl.startsWith('https:'),
  } as const;

  const findSession = createSessionFinder();

  async function whoAsks(request: FastifyRequest, reply: FastifyReply): Promise<AskingAccount | undefined> {
    const { database, headers } = request;
    const { authorization } = headers;
    if (authorization !== undefined) {
      const token = /^Bearer +([\w-]{1,200})$/i.exec(authorization)?.[1];
      return token === undefined ? undefined : findApiToken(database, token);
    }
    const token = request.cookies[name];
    const found = token ? await findSession(database, token) : undefined;
    if (!token || !found) return undefined;
    const { account, session, prolonged } = found;
    if (prolonged && session.remember) reply.setSession(token, true);
    return { ...account, sessionId: session.id, sessionExpiresAt: session.expiresAt };
  }

  app.decorateRequest('account');
  app.decorateReply('setSession', function (this: FastifyReply, token, remember) {
    return this.setCookie(name, token, { ...attributes, ...(remember && { maxAge: REMEMBER_SECONDS }) });
  });
  app.decorateReply('clearSession', function (this: FastifyReply) {
    return this.clearCookie(name, attributes);
  });

  app.decorate('authenticate', async (request, reply) => {
    if (request.routeOptions.config.public) return undefined;
    const account = await whoAsks(request, reply);
    if (!account) return reply.header('www-authenticate', 'Bearer').problem(401, 'Log in first.');
    request.account = account;
    return undefined;
  });
  app.decorate('refuseForeignPages', (request, reply, done) => {
    // A browser adds cookies by itself to what any page sends, but never an Authorization header.
    const harmless = safeMethods.has(request.method) || request.headers.authorization !== undefined;
    if (harmless || isFromAllowedPage(request, origins)) return done();
    reply.problem(403, 'Pages of this origin may not change anything.');
  });
}

/** Which of these sessions and API tokens are valid now, by their ids. */
export async function validCredentials(database: Queryable, ids: string[]): Promise<Set<string>> {
  const { rows } = await database.query<{ id: string }>({
    name: 'credentials-valid',
    text: `select id from sessions where id = any($1::uuid[]) and expires_at > now()
           union all select id from api_tokens where id = any($1::uuid[])`,
    values: [ids],
  });
  return new Set(rows.map(({ id }) => id));
}
