/** All gatherers, by the fact that each gathers. */
import type { Gatherers } from '../gatherer.ts';
import { gatherAdminTasks } from './admin-tasks.ts';
import { gatherApp, gatherApps } from './apps.ts';
import { gatherBuilds } from './builds.ts';
import { gatherContradictions } from './contradictions.ts';
import { gatherCopies } from './copies.ts';
import { gatherDependencies } from './dependencies.ts';
import { gatherDocumentation } from './documentation.ts';
import { gatherEnvFiles } from './env-files.ts';
import { gatherEnvironmentGroups } from './environment-groups.ts';
import { gatherImages } from './images.ts';
import { gatherLocalServices } from './local-services.ts';
import { gatherLocks } from './locks.ts';
import { gatherMigrations } from './migrations.ts';
import { gatherPipelines } from './pipelines.ts';
import { gatherProcessManagers } from './process-managers.ts';
import { gatherServerContainers } from './server-containers.ts';
import { sourceFacts } from './source-facts.ts';
import { gatherStartCommands } from './start-commands.ts';
import { gatherTrackedArtifacts } from './tracked-artifacts.ts';
import { gatherWorkloads } from './workloads.ts';

export const gatherers: Gatherers = {
  ...sourceFacts,
  adminTasks: gatherAdminTasks,
  app: gatherApp,
  apps: gatherApps,
  builds: gatherBuilds,
  contradictions: gatherContradictions,
  copies: gatherCopies,
  dependencies: gatherDependencies,
  documentation: gatherDocumentation,
  envFiles: gatherEnvFiles,
  environmentGroups: gatherEnvironmentGroups,
  images: gatherImages,
  localServices: gatherLocalServices,
  locks: gatherLocks,
  migrations: gatherMigrations,
  pipelines: gatherPipelines,
  processManagers: gatherProcessManagers,
  serverContainers: gatherServerContainers,
  startCommands: gatherStartCommands,
  trackedArtifacts: gatherTrackedArtifacts,
  workloads: gatherWorkloads,
};
