// What values variables may have: stricter than convict's own formats, so that whatever isn't meant is refused.
import { isIP } from 'node:net';
import convict from 'convict';

// convict's own boolean takes `no` for true, its port takes `80abc` for 80, its String takes the empty string.
function refuseUnless(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}

function wholeNumber(min: number, max: number) {
  return {
    coerce: (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : text),
    validate(value: unknown) {
      const holds = Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
      refuseUnless(holds, `must be a whole number from ${min} to ${max}`);
    },
  };
}

const port = wholeNumber(0, 65535);

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function isWebOrigin(text: unknown): boolean {
  return typeof text === 'string' && /^https?:/.test(text) && isOrigin(text);
}

function isSmtpUrl(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^smtps?:$/.test(protocol) && hostname !== '';
}

function isMailAddress(text: unknown): boolean {
  return /^([^<>\r\n]+ <[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(String(text));
}

function isPostgresUrl(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { protocol, hostname, pathname } = new URL(text);
  return /^postgres(ql)?:$/.test(protocol) && hostname !== '' && pathname.length > 1;
}

convict.addFormats({
  'strict-port': port,
  'optional-port': {
    // Empty is what a copy of .env.example says.
    coerce: (text: string) => (text === '' ? null : port.coerce(text)),
    validate(value) {
      if (value !== null) port.validate(value);
    },
  },
  'positive-count': wholeNumber(1, 1000),
  milliseconds: wholeNumber(0, 3_600_000),
  'positive-milliseconds': wholeNumber(1, 3_600_000),
  'strict-boolean': {
    coerce: (text: string) => (text === 'true' ? true : text === 'false' ? false : text),
    validate(value) {
      refuseUnless(typeof value === 'boolean', 'must be true or false');
    },
  },
  'non-empty': {
    validate(value) {
      refuseUnless(typeof value === 'string' && value.trim() !== '', 'must not be empty');
    },
  },
  'host-name': {
    validate(value) {
      const holds = /^([a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*)?$/i.test(value);
      refuseUnless(holds, 'must be a host name like web-pods');
    },
  },
  'ip-address': {
    validate(value) {
      refuseUnless(value === '' || isIP(value) !== 0, 'must be an IP address like 192.0.2.7');
    },
  },
  'postgres-url': {
    // Null where it isn't given, which not every process minds.
    validate(value) {
      refuseUnless(value !== '', 'is required');
      refuseUnless(
        value === null || isPostgresUrl(value),
        'must be a URL like postgres://user:password@host:5432/database',
      );
    },
  },
  origin: {
    validate(value) {
      refuseUnless(value !== '', 'is required');
      refuseUnless(value === null || isWebOrigin(value), 'must be an origin like https://example.org');
    },
  },
  'smtp-url': {
    validate(value) {
      refuseUnless(value !== '', 'is required');
      refuseUnless(value === null || isSmtpUrl(value), 'must be a URL like smtp://user:password@host:587');
    },
  },
  'mail-address': {
    validate(value) {
      refuseUnless(value !== '', 'is required');
      refuseUnless(value === null || isMailAddress(value), 'must be an address like Anna <anna@example.org>');
    },
  },
  origins: {
    coerce: (text: string) => (text === '' ? [] : text.split(',').map((origin) => origin.trim())),
    validate(value) {
      const holds = Array.isArray(value) && value.every(isOrigin);
      refuseUnless(holds, 'must be origins like https://example.org, separated by commas');
    },
  },
});
