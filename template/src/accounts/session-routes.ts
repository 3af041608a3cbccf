// Logging in and out over HTTP, below /api/sessions.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ById } from '../http/conventions.ts';
import { problems } from '../http/problem.ts';
import { accountByPassword } from './accounts.ts';
import { Account, Body, Email, NoContent, Password, Session } from './schemas.ts';
import { beginSession, endSession, listSessions } from './sessions.ts';
import { forgetAttempts, isThrottled } from './throttling.ts';

const tags = ['sessions'];

export const sessionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '',
    {
      config: { public: true },
      schema: {
        tags,
        operationId: 'logIn',
        summary: 'Log in: the answer sets the cookie of a session',
        body: {
          ...Body,
          properties: { email: Email, password: Password, remember: { type: 'boolean' } },
          required: ['email', 'password'],
        },
        response: { 201: Account, ...problems(400, 401, 429) },
      },
    },
    async (request, reply) => {
      const { email, password, remember = false } = request.body;
      if (await isThrottled(request, reply, 'password', email)) return reply;
      const account = await accountByPassword(request.database, email, password);
      if (!account) return reply.problem(401, 'There is no account with this address and this password.');
      await forgetAttempts(request.database, 'password', email);
      const { token } = await beginSession(request.database, account.id, remember);
      return reply.code(201).setSession(token, remember).send(account);
    },
  );

  app.get(
    '',
    {
      schema: {
        tags,
        operationId: 'listSessions',
        summary: 'List where the account is logged in',
        response: { 200: { type: 'array', items: Session }, ...problems(401) },
      },
    },
    async ({ account, database }) => {
      const sessions = await listSessions(database, account.id);
      return sessions.map((session) => ({ ...session, current: session.id === account.sessionId }));
    },
  );

  app.delete(
    '/current',
    {
      schema: {
        tags,
        operationId: 'logOut',
        summary: 'Log out',
        response: { 204: NoContent('Logged out.'), ...problems(401, 404) },
      },
    },
    async ({ account: { id, sessionId }, database }, reply) => {
      if (!sessionId) return reply.problem(404, 'An API token has no session.');
      await database.transaction((tx) => endSession(tx, id, sessionId));
      return reply.code(204).clearSession().send(null);
    },
  );

  app.delete(
    '/:id',
    {
      schema: {
        tags,
        operationId: 'endSession',
        summary: 'Log out somewhere else',
        params: ById,
        response: { 204: NoContent('Logged out.'), ...problems(400, 401, 404) },
      },
    },
    async ({ account, params, database }, reply) => {
      const ended = await database.transaction((tx) => endSession(tx, account.id, params.id));
      if (!ended) return reply.problem(404, 'There is no session with this id.');
      if (params.id === account.sessionId) reply.clearSession();
      return reply.code(204).send(null);
    },
  );
};
