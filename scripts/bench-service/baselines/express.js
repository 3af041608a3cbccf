// The page of todos by Express and pg.
import express from 'express';
import { headers, readPage } from './database.js';
import { attend } from './requests.js';

const app = express();
// What the others don't do either.
app.disable('etag').disable('x-powered-by');
app.use((request, response, next) => {
  attend(request, response);
  next();
});
app.get('/api/todos', async (request, response) => {
  const page = await readPage(request.headers.cookie, Number(request.query.limit));
  if (page === undefined) return response.sendStatus(404);
  response.set(headers).json(page);
});
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
