/** The gatherers of facts that are read from source, by the fact that each gathers. */
import type { Gatherers } from '../gatherer.ts';
import { gatherBackingServices } from './backing-services.ts';
import { gatherDiskWrites } from './disk-writes.ts';
import { gatherEnvReads } from './env-reads.ts';
import { gatherExternalPrograms } from './external-programs.ts';
import { gatherImports } from './imports.ts';
import { gatherListens } from './listens.ts';
import { gatherLogSinks } from './log-sinks.ts';
import { gatherMemoryState } from './memory-state.ts';
import { gatherSchedulers } from './schedulers.ts';
import { gatherSchemaChanges } from './schema-changes.ts';
import { gatherSecrets } from './secrets.ts';
import { gatherSessions } from './sessions.ts';
import { gatherSettings } from './settings.ts';
import { gatherStopHandling } from './stop-handling.ts';

export const sourceFacts = {
  backingServices: gatherBackingServices,
  diskWrites: gatherDiskWrites,
  envReads: gatherEnvReads,
  externalPrograms: gatherExternalPrograms,
  imports: gatherImports,
  listens: gatherListens,
  logSinks: gatherLogSinks,
  memoryState: gatherMemoryState,
  schedulers: gatherSchedulers,
  schemaChanges: gatherSchemaChanges,
  secrets: gatherSecrets,
  sessions: gatherSessions,
  settings: gatherSettings,
  stopHandling: gatherStopHandling,
} satisfies Partial<Gatherers>;
