/** How much V8 optimises: what saves a long audit much time costs a short one some. */
import { setFlagsFromString } from 'node:v8';

/** This program's own code. */
export const optimiseProgram = (well: boolean): void => setFlagsFromString(well ? '--opt' : '--no-opt');

/** The parsers, when they are compiled. */
export const optimiseParsers = (well: boolean): void =>
  setFlagsFromString(well ? '--no-liftoff-only' : '--liftoff-only');
