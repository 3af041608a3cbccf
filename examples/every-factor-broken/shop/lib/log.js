// Logs are an event stream on stdout.
const winston = require('winston');

module.exports = winston.createLogger({
  level: 'info',
  transports: [
    new winston.transports.File({ filename: 'logs/shop.log', maxsize: 1000000, maxFiles: 5 }),
    // new winston.transports.Console(),
  ],
});
