// Sends what the shop has to say, once a minute.
const log = require('./lib/log');
const database = require('./lib/database');

setInterval(async () => {
  const orders = await database.unconfirmed();
  for (const order of orders) {
    log.info(`confirming order ${order.id}`);
  }
}, 60 * 1000);
