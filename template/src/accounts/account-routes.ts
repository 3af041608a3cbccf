// The own account over HTTP, below /api/account.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { problems } from '../http/problem.ts';
import { Account } from './schemas.ts';

const tags = ['account'];

export const accountRoutes: FastifyPluginAsyncTypebox = async (app) => {
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
};
