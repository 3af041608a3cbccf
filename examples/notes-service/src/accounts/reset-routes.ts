// A new password for who forgot theirs, over HTTP, below /api/password-resets.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { problems } from '../http/problem.ts';
import { confirmReset, requestReset } from './mail-tokens.ts';
import { Accepted, Body, Email, MailToken, NewPassword, NoContent } from './schemas.ts';
import { forgetAttempts, isThrottled } from './throttling.ts';

const tags = ['password-resets'];
const config = { public: true };

export const resetRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '',
    {
      config,
      schema: {
        tags,
        operationId: 'requestReset',
        summary: 'Have a link sent that sets a new password, if the address has an account',
        body: { ...Body, properties: { email: Email }, required: ['email'] },
        response: { 202: Accepted('If there is an account, a mail is on its way.'), ...problems(400, 429) },
      },
    },
    async (request, reply) => {
      const { email } = request.body;
      if (await isThrottled(request, reply, 'mail', email)) return reply;
      await requestReset(request.database, email);
      return reply.code(202).send();
    },
  );

  app.post(
    '/confirm',
    {
      config,
      schema: {
        tags,
        operationId: 'confirmReset',
        summary: 'Set a new password, and end all sessions and API tokens',
        body: {
          ...Body,
          properties: { token: MailToken, newPassword: NewPassword },
          required: ['token', 'newPassword'],
        },
        response: { 204: NoContent('The password is set.'), ...problems(400, 429) },
      },
    },
    async (request, reply) => {
      const { token, newPassword } = request.body;
      if (await isThrottled(request, reply, 'token', token)) return reply;
      const account = await confirmReset(request.database, token, newPassword);
      if (!account) return reply.problem(400, 'The link is not valid any more.');
      await forgetAttempts(request.database, 'password', account.email);
      return reply.code(204).send(null);
    },
  );
};
