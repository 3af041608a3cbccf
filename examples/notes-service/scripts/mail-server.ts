// A mail server for development and tests: it takes every mail, and sends none on.
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface CaughtMail {
  /** To whom, as the envelope says. */
  to: string;
  messageId: string;
  subject: string;
  text: string;
  html: string;
  /** As it was sent. */
  source: Buffer;
}

export interface MailServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts a mail server on a free port of 127.0.0.1. A mail that `take` rejects is refused for now. */
export async function startMailServer(take: (mail: CaughtMail) => Promise<void>): Promise<MailServer> {
  const server = new SMTPServer({
    // It has no certificate to encrypt with, and knows nobody.
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
      receive(to, stream)
        .then(take)
        .then(() => done(), done);
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A client that is killed in the middle of a mail is none of its errors.
  server.on('error', () => {});
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function receive(to: string, stream: NodeJS.ReadableStream): Promise<CaughtMail> {
  const source = await buffer(stream);
  const { messageId = '', subject = '', text = '', html = '' } = await PostalMime.parse(source);
  return { to, messageId, subject, text, html, source };
}
