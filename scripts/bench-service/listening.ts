/** The process that holds many connections: bare sockets that know as much of WebSocket as they must. */
import { connect, type Socket } from 'node:net';

export interface Order {
  readonly connect?: { readonly port: number; readonly count: number; readonly cookie?: string };
  readonly next?: true;
  /** What came so far. */
  readonly tell?: true;
}
export interface Answer {
  /** On the clock of `process.hrtime`, which all processes of a machine share. */
  readonly at?: string;
  readonly frames?: number;
  /** The last of them, in base64. */
  readonly last?: string;
}

const AT_ONCE = 50;
const PING = 0x89;
const TEXT = 0x81;
// A client's frames are masked; with zeros the mask changes nothing.
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

let connections = 0;
let frames = 0;
let last: Buffer = Buffer.alloc(0);
/** How many frames are waited for, and what happens then. */
let wanted = Number.POSITIVE_INFINITY;
let reached = () => {};

function onFrame(frame: Buffer): void {
  frames++;
  last = frame;
  if (frames >= wanted) {
    wanted = Number.POSITIVE_INFINITY;
    reached();
  }
}

/** Counts what comes in; what of a frame hasn't come yet is kept for the next time. */
function read(socket: Socket, data: Buffer): Buffer {
  let at = 0;
  for (;;) {
    const short = (data[at + 1] ?? 0) & 0x7f;
    const head = short === 126 ? 4 : 2;
    if (data.length < at + head) break;
    const end = at + head + (short === 126 ? data.readUInt16BE(at + 2) : short);
    if (data.length < end) break;
    if (data[at] === TEXT) onFrame(data.subarray(at, end));
    else if (data[at] === PING) socket.write(pong);
    at = end;
  }
  return data.subarray(at);
}

const request = (port: number, cookie: string) =>
  `GET /live HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookie}\r\nupgrade: websocket\r\nconnection: upgrade\r\n` +
  'sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

/** Resolves once the connection is open, and greeted where it is a WebSocket. */
function open(port: number, cookie: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let rest: Buffer = Buffer.alloc(0);
    let upgraded = cookie === undefined;
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
      if (cookie === undefined) resolve();
      else socket.write(request(port, cookie));
    });
    socket.on('error', reject).on('close', () => reject(new Error('the connection was closed')));
    socket.on('data', (data: Buffer) => {
      rest = rest.length > 0 ? Buffer.concat([rest, data]) : data;
      if (!upgraded) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!rest.toString('latin1', 0, end).startsWith('HTTP/1.1 101 '))
          return void socket.destroy(new Error(rest.toString()));
        upgraded = true;
        rest = rest.subarray(end + 4);
      }
      const before = frames;
      rest = read(socket, rest);
      if (frames > before) resolve();
    });
  });
}

async function openAll(port: number, count: number, cookie: string | undefined): Promise<void> {
  for (let left = count; left > 0; left -= AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(left, AT_ONCE) }, () => open(port, cookie)));
  }
  connections += count;
}

const answer = (message: Answer): void => void process.send?.(message);

process.on('message', async (order: Order) => {
  if (order.connect) {
    const { port, count, cookie } = order.connect;
    await openAll(port, count, cookie);
    answer({});
  } else if (order.next) {
    wanted = frames + connections;
    reached = () => answer({ at: String(process.hrtime.bigint()) });
  } else {
    answer({ frames, last: last.toString('base64') });
  }
});
process.on('disconnect', () => process.exit());
