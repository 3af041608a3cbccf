/** Who words the events: a logging library or framework, or bare print statements. */
import { defineCheck, fail, pass, unknown } from '../engine/check.ts';

export default defineCheck({
  title: 'Requests and errors are logged by a logging library, one event a line.',
  why: 'An event with a level, a time and fields can be searched and counted; a printed sentence has to be guessed at.',
  fix: 'Use the framework’s request log or a logging library (pino, structlog, slog) instead of print statements.',
  severity: 'may',
  subject: 'service',
  needs: ['logSinks'],
  run({ logSinks }) {
    const structured = logSinks.filter(({ structured: library }) => library);
    const own = structured.filter(({ byServer, requestsOnly }) => !byServer && !requestsOnly);
    // A request log says nothing of the events that the app prints; that it is up may be printed beside one of its own.
    const asks = structured.some(({ requestsOnly }) => requestsOnly);
    const bare = logSinks.find(({ structured: library, aboutWork }) => !library && (aboutWork || !asks));
    if (bare && own.length === 0)
      return fail([{ at: bare.at, message: `events are printed with bare \`${bare.by}\` statements.` }]);
    const words = own.length > 0 ? own : structured;
    return words.length > 0
      ? pass(
          `${words[0]?.by} words the events`,
          words.map(({ at }) => at),
        )
      : unknown('no log statement, logging library or request log was found');
  },
});
