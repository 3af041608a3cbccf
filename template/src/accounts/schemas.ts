// What accounts look like over HTTP: one description for validation, documentation and types.
import type { TUnsafe } from 'typebox';
import { Id, nullable, Time } from '../http/conventions.ts';
import { passwordLength } from './passwords.ts';

export const Email = { type: 'string', format: 'email', maxLength: 254 } as const;
export const NewPassword = {
  type: 'string',
  minLength: passwordLength.min,
  maxLength: passwordLength.max,
} as const;
/** One to compare: the rules may have been others when it was chosen. */
export const Password = { type: 'string', maxLength: passwordLength.max } as const;
export const MailToken = {
  type: 'string',
  maxLength: 200,
  description: 'From the link in the mail.',
} as const;
export const Language = { type: 'string', enum: ['en', 'de'] } as const;

/** The body of a request: it has the members that it names, and no others. */
export const Body = { type: 'object', additionalProperties: false } as const;

export const Account = {
  type: 'object',
  title: 'Account',
  properties: { id: Id, email: Email, language: Language, createdAt: Time },
  required: ['id', 'email', 'language', 'createdAt'],
} as const;

export const Session = {
  type: 'object',
  title: 'Session',
  properties: { id: Id, createdAt: Time, current: { type: 'boolean' } },
  required: ['id', 'createdAt', 'current'],
} as const;

export const ApiToken = {
  type: 'object',
  title: 'ApiToken',
  properties: {
    id: Id,
    name: { type: 'string' },
    createdAt: Time,
    lastUsedAt: nullable(Time),
  },
  required: ['id', 'name', 'createdAt', 'lastUsedAt'],
} as const;

/** One that was just made: only now it is told. */
export const NewApiToken = {
  type: 'object',
  title: 'NewApiToken',
  properties: { ...ApiToken.properties, token: { type: 'string' } },
  required: [...ApiToken.required, 'token'],
} as const;

/** An answer without a body that says that something is still to be done. */
export const Accepted = (description: string) =>
  ({ type: 'null', description }) as unknown as TUnsafe<undefined>;

/** An answer without a body that says that something is done. */
export const NoContent = (description: string) => ({ type: 'null', description }) as const;
