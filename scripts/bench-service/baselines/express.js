// The page of todos by Express and pg.
import express from 'express';
import { headers, readPage } from './database.js';

const app = express();
app.get('/api/todos', async (request, response) => {
  const page = await readPage(request.headers.cookie, Number(request.query.limit));
  if (page === undefined) return response.sendStatus(404);
  response.set(headers).json(page);
});
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
