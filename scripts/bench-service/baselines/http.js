// The page of todos by nothing but node:http and pg.
import { createServer } from 'node:http';
import { headers, readPage } from './database.js';
import { attend } from './requests.js';

const server = createServer(async (request, response) => {
  attend(request, response);
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const page =
    request.method === 'GET' && pathname === '/api/todos'
      ? await readPage(request.headers.cookie, Number(searchParams.get('limit')))
      : undefined;
  if (page === undefined) return response.writeHead(404).end();
  const body = JSON.stringify(page);
  response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
