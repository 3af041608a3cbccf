// The own account over HTTP, below /api/account.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problems } from '../http/problem.ts';
import { changePassword, deleteAccount } from './account-changes.ts';
import { accountByPassword, changeLanguage } from './accounts.ts';
import { confirmAddressChange, requestAddressChange } from './mail-tokens.ts';
import {
  Accepted,
  Account,
  Body,
  Email,
  Language,
  MailToken,
  NewPassword,
  NoContent,
  Password,
} from './schemas.ts';
import { forgetAttempts, isThrottled } from './throttling.ts';

const tags = ['account'];

export const accountRoutes: FastifyPluginAsyncTypebox = async (app) => {
  /** Whether the account's password is this one; if not, the request is answered. */
  async function isConfirmed(
    request: FastifyRequest,
    reply: FastifyReply,
    password: string,
  ): Promise<boolean> {
    const { email } = request.account;
    if (await isThrottled(request, reply, 'password', email)) return false;
    if (await accountByPassword(request.database, email, password)) {
      await forgetAttempts(request.database, 'password', email);
      return true;
    }
    reply.problem(403, 'This is not the password of the account.');
    return false;
  }

  app.get(
    '',
    {
      schema: {
        tags,
        operationId: 'findAccount',
        summary: 'Read the own account',
        response: { 200: Account, ...problems(401) },
      },
    },
    async ({ account }) => account,
  );

  app.patch(
    '',
    {
      schema: {
        tags,
        operationId: 'changeAccount',
        summary: 'Change the language of mails',
        body: { ...Body, properties: { language: Language }, required: ['language'] },
        response: { 200: Account, ...problems(400, 401) },
      },
    },
    async ({ account, body, database }) => changeLanguage(database, account.id, body.language),
  );

  app.delete(
    '',
    {
      schema: {
        tags,
        operationId: 'deleteAccount',
        summary: 'Delete the account with all that belongs to it',
        body: { ...Body, properties: { currentPassword: Password }, required: ['currentPassword'] },
        response: { 204: NoContent('Deleted.'), ...problems(400, 401, 403, 429) },
      },
    },
    async (request, reply) => {
      if (!(await isConfirmed(request, reply, request.body.currentPassword))) return reply;
      await deleteAccount(request.database, request.account.id);
      return reply.code(204).clearSession().send(null);
    },
  );

  app.post(
    '/password',
    {
      schema: {
        tags,
        operationId: 'changePassword',
        summary: 'Change the password, and end the other sessions',
        body: {
          ...Body,
          properties: { currentPassword: Password, newPassword: NewPassword },
          required: ['currentPassword', 'newPassword'],
        },
        response: { 204: NoContent('Changed.'), ...problems(400, 401, 403, 429) },
      },
    },
    async (request, reply) => {
      const { account, body } = request;
      if (!(await isConfirmed(request, reply, body.currentPassword))) return reply;
      await changePassword(request.database, account.id, body.newPassword, account.sessionId);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/email',
    {
      schema: {
        tags,
        operationId: 'requestAddressChange',
        summary: 'Have a link sent to another mail address, which makes it the one of the account',
        body: {
          ...Body,
          properties: { email: Email, currentPassword: Password },
          required: ['email', 'currentPassword'],
        },
        response: { 202: Accepted('A mail is on its way.'), ...problems(400, 401, 403, 429) },
      },
    },
    async (request, reply) => {
      const { account, body } = request;
      if (await isThrottled(request, reply, 'mail', account.email)) return reply;
      if (!(await isConfirmed(request, reply, body.currentPassword))) return reply;
      await requestAddressChange(request.database, account.id, body.email);
      return reply.code(202).send();
    },
  );

  app.post(
    '/email/confirm',
    {
      config: { public: true },
      schema: {
        tags,
        operationId: 'confirmAddressChange',
        summary: 'Change the mail address, by the token of the mail',
        body: { ...Body, properties: { token: MailToken }, required: ['token'] },
        response: { 200: Account, ...problems(400, 429) },
      },
    },
    async (request, reply) => {
      if (await isThrottled(request, reply, 'token', request.body.token)) return reply;
      const account = await confirmAddressChange(request.database, request.body.token);
      return account ?? reply.problem(400, 'The link is not valid any more.');
    },
  );
};
