// Registering over HTTP, below /api/registrations. No answer tells whether an address has an account.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { problems } from '../http/problem.ts';
import { confirmRegistration, register } from './registrations.ts';
import { Accepted, Account, Body, Email, Language, MailToken, NewPassword, Password } from './schemas.ts';
import { beginSession } from './sessions.ts';
import { isThrottled } from './throttling.ts';

const tags = ['registrations'];
const config = { public: true };

export const registrationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '',
    {
      config,
      schema: {
        tags,
        operationId: 'register',
        summary: 'Register: a mail is sent to the address, whether or not it has an account',
        body: {
          ...Body,
          properties: { email: Email, password: NewPassword, language: Language },
          required: ['email', 'password'],
        },
        response: { 202: Accepted('A mail is on its way.'), ...problems(400, 429) },
      },
    },
    async (request, reply) => {
      const { email, password, language = 'en' } = request.body;
      if (await isThrottled(request, reply, 'mail', email)) return reply;
      await register(request.database, { email, password, language });
      return reply.code(202).send();
    },
  );

  app.post(
    '/confirm',
    {
      config,
      schema: {
        tags,
        operationId: 'confirmRegistration',
        summary:
          'Make the account, by the token of the mail and the password of the registration, and log in',
        body: {
          ...Body,
          properties: { token: MailToken, password: Password, remember: { type: 'boolean' } },
          required: ['token', 'password'],
        },
        response: { 201: Account, ...problems(400, 429) },
      },
    },
    async (request, reply) => {
      const { token, password, remember = false } = request.body;
      if (await isThrottled(request, reply, 'token', token)) return reply;
      const account = await confirmRegistration(request.database, token, password);
      if (!account)
        return reply.problem(400, 'The link is not valid any more, or the password is not the one chosen.');
      const session = await beginSession(request.database, account.id, remember);
      return reply.code(201).setSession(session.token, remember).send(account);
    },
  );
};
