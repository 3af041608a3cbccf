/** All gatherers, by the fact that each gathers. */
import type { Gatherers } from '../gatherer.ts';
import { gatherApp, gatherApps } from './apps.ts';
import { gatherImages } from './images.ts';
import { sourceFacts } from './source-facts.ts';
import { gatherStartCommands } from './start-commands.ts';
import { gatherWorkloads } from './workloads.ts';

export const gatherers: Partial<Gatherers> = {
  ...sourceFacts,
  app: gatherApp,
  apps: gatherApps,
  images: gatherImages,
  startCommands: gatherStartCommands,
  workloads: gatherWorkloads,
};
