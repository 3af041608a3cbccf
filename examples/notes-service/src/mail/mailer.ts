// Sends mails over SMTP.
import { createTransport } from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface Mailer {
  /** Resolves once the mail server has taken the mail. */
  send(mail: Mail): Promise<void>;
}

const WAIT_MS = 5000;
const SEND_MS = 30_000;

/** A mailer that connects for each mail. It knows nothing of the mail server but `smtpUrl`. */
export function openMailer({ smtpUrl, mailFrom }: { smtpUrl: string; mailFrom: string }): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return {
    async send(mail) {
      // The timeouts above are of silence: a server that dribbles would be waited for.
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error('the mail server took too long')), SEND_MS);
      });
      try {
        const sent = transport.sendMail({
          from: mailFrom,
          // Autoresponders don't answer to these (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...mail,
          // As an object it is one address, whatever signs are in it.
          to: { name: '', address: mail.to },
        });
        await Promise.race([sent, late]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
