// API tokens over HTTP, below /api/tokens. Only a person gives and takes them, not a program with one.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ById } from '../http/conventions.ts';
import { bySession } from '../http/openapi.ts';
import { problems } from '../http/problem.ts';
import { createApiToken, endApiToken, listApiTokens } from './api-tokens.ts';
import { ApiToken, Body, NewApiToken, NoContent } from './schemas.ts';

const tags = ['tokens'];

export const apiTokenRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.addHook('onRequest', async ({ account }, reply) =>
    account.sessionId ? undefined : reply.problem(403, 'This needs a session, not an API token.'),
  );

  app.get(
    '',
    {
      schema: {
        tags,
        security: bySession,
        operationId: 'listApiTokens',
        summary: 'List the API tokens of the account',
        response: { 200: { type: 'array', items: ApiToken }, ...problems(401, 403) },
      },
    },
    async ({ account, database }) => listApiTokens(database, account.id),
  );

  app.post(
    '',
    {
      schema: {
        tags,
        security: bySession,
        operationId: 'createApiToken',
        summary: 'Make an API token; it is told this once',
        body: {
          ...Body,
          properties: { name: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[^\\u0000]*$' } },
          required: ['name'],
        },
        response: { 201: NewApiToken, ...problems(400, 401, 403) },
      },
    },
    async ({ account, body, database }, reply) =>
      reply.code(201).send(await createApiToken(database, account.id, body.name)),
  );

  app.delete(
    '/:id',
    {
      schema: {
        tags,
        security: bySession,
        operationId: 'endApiToken',
        summary: 'Take an API token back',
        params: ById,
        response: { 204: NoContent('It is worth nothing any more.'), ...problems(400, 401, 403, 404) },
      },
    },
    async ({ account, params, database }, reply) => {
      const ended = await database.transaction((tx) => endApiToken(tx, account.id, params.id));
      if (!ended) return reply.problem(404, 'There is no API token with this id.');
      return reply.code(204).send(null);
    },
  );
};
