// All HTTP routes of accounts.
import type { FastifyPluginAsync } from 'fastify';
import { accountRoutes } from './account-routes.ts';
import { apiTokenRoutes } from './api-token-routes.ts';
import { registrationRoutes } from './registration-routes.ts';
import { resetRoutes } from './reset-routes.ts';
import { sessionRoutes } from './session-routes.ts';

export const accountsRoutes: FastifyPluginAsync = async (app) => {
  await app.register(registrationRoutes, { prefix: '/registrations' });
  await app.register(sessionRoutes, { prefix: '/sessions' });
  await app.register(accountRoutes, { prefix: '/account' });
  await app.register(resetRoutes, { prefix: '/password-resets' });
  await app.register(apiTokenRoutes, { prefix: '/tokens' });
};
