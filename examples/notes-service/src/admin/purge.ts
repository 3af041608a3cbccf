// Deletes what is over, now; the worker does it every hour.
import { purge } from '../jobs/upkeep.ts';
import { type Command, withDatabase } from './command.ts';

export const command: Command = {
  usage: 'purge',
  help: 'deletes expired sessions, registrations, links, counters and keys, old events and jobs given up, as the worker does every hour',

  parse(args) {
    if (args.length > 0) return undefined;
    return (admin) =>
      withDatabase(admin, async (database) => {
        admin.log.info(await purge(database), 'purged');
        return 0;
      });
  },
};
