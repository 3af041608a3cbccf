// Preloaded into a process of the service: it tells no process of its commits, and hears of none.
import { createRequire } from 'node:module';

const { Client } = createRequire(process.argv[1])('pg');
const { query } = Client.prototype;
Client.prototype.query = function (statement, ...rest) {
  return statement === 'notify events' || statement === 'listen events'
    ? Promise.resolve()
    : query.call(this, statement, ...rest);
};
