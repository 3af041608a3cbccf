// Sends mails over SMTP.
import { createTransport } from 'nodemailer';

export interface Mail {
  /** The same however often it is sent, so that who gets it twice can tell. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface Mailer {
  /** Resolves once the mail server has taken the mail. */
  send(mail: Mail): Promise<void>;
}

/** What nodemailer rejects with. */
interface SMTPError extends Error {
  code?: string;
  /** The mail server's, such as 550. */
  responseCode?: number;
}

const WAIT_MS = 5000;
const SEND_MS = 30_000;

/** The error without what mail servers like to repeat in theirs: addresses, and the mail itself. */
function withoutMail({ code = 'unknown', responseCode }: SMTPError): Error {
  const answer = responseCode ? `, the mail server said ${responseCode}` : '';
  return Object.assign(new Error(`the mail was not sent: ${code}${answer}`), { code });
}

/** A mailer that connects for each mail. It knows nothing of the mail server but `smtpUrl`. */
export function openMailer({ smtpUrl, mailFrom }: { smtpUrl: string; mailFrom: string }): Mailer {
  // The Message-ID belongs to who sends: `Anna <anna@example.org>` or `anna@example.org`.
  const domain = /@([^\s@<>]+)>?$/.exec(mailFrom)?.[1];
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return {
    async send({ id, ...mail }) {
      // The timeouts above are of silence: a server that dribbles would be waited for.
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(Object.assign(new Error('late'), { code: 'ETIMEDOUT' })), SEND_MS);
      });
      try {
        const sent = transport.sendMail({
          from: mailFrom,
          messageId: `<${id}@${domain}>`,
          // Autoresponders don't answer to these (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...mail,
          // As an object it is one address, whatever signs are in it.
          to: { name: '', address: mail.to },
        });
        await Promise.race([sent, late]);
      } catch (error) {
        throw withoutMail(error as SMTPError);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
