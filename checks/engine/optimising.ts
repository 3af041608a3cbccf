/** How much V8 optimises: what saves a long audit much time costs a short one some. */
import { setFlagsFromString } from 'node:v8';

/** This program's own code. */
export const optimiseProgram = (well: boolean): void => setFlagsFromString(well ? '--opt' : '--no-opt');

/** The parsers, when they are compiled. */
export const optimiseParsers = (well: boolean): void =>
  setFlagsFromString(well ? '--no-liftoff-only' : '--liftoff-only');

const [majorVersion] = process.versions.v8.split('.');

/** Up to Node 20 what counts is bytes of code that ran, then calls. */
export const lateFlag =
  Number(majorVersion) < 12 ? '--interrupt-budget=1000000' : '--invocation-count-for-turbofan=30000';

/**
 * V8 reckons with programs that run for long. An audit runs much code for a short time: what is optimised soon, on another
 * thread, takes more processor time than it saves, and much of it is thrown away and made anew once it meets another shape
 * of object. Here ten to fifteen times as much has to run first.
 */
export const optimiseLate = (): void => setFlagsFromString(lateFlag);
