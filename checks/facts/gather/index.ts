/** All gatherers, by the fact that each gathers. */
import type { Gatherers } from '../gatherer.ts';
import { gatherApp, gatherApps } from './apps.ts';

export const gatherers: Partial<Gatherers> = {
  app: gatherApp,
  apps: gatherApps,
};
