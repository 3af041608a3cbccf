// Writes one frame, built once, to every connection whenever the database notifies.
import { createServer } from 'node:net';
import pg from 'pg';

const frame = Buffer.from(process.env.FRAME, 'base64');
const sockets = new Set();
const server = createServer({ noDelay: true }, (socket) => {
  sockets.add(socket);
  socket.resume();
  socket.on('error', () => {}).on('close', () => sockets.delete(socket));
});
const client = new pg.Client(process.env.DATABASE_URL);
client.on('notification', () => {
  for (const socket of sockets) socket.write(frame);
});
await client.connect();
await client.query('listen events');
server.listen({ port: 0, host: '127.0.0.1', backlog: 511 }, () =>
  console.log(`http://127.0.0.1:${server.address().port}`),
);
