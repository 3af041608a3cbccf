// What accounts look like over HTTP: one description for validation, documentation and types.
import { Type } from 'typebox';
import { passwordLength } from './passwords.ts';

export const Email = Type.String({ format: 'email', maxLength: 254 });
export const NewPassword = Type.String({ minLength: passwordLength.min, maxLength: passwordLength.max });
/** One to compare: the rules may have been others when it was chosen. */
export const Password = Type.String({ maxLength: passwordLength.max });
export const MailToken = Type.String({ maxLength: 200, description: 'From the link in the mail.' });
export const Language = Type.Union([Type.Literal('en'), Type.Literal('de')]);
export const Time = Type.String({ format: 'date-time' });
export const Id = Type.String({ format: 'uuid' });

/** The members of a request's body, and no others. */
export const Body = <Members extends Parameters<typeof Type.Object>[0]>(members: Members) =>
  Type.Object(members, { additionalProperties: false });

export const Account = Type.Object(
  { id: Id, email: Email, language: Language, createdAt: Time },
  { title: 'Account' },
);
export const Session = Type.Object(
  { id: Id, createdAt: Time, current: Type.Boolean() },
  { title: 'Session' },
);
export const ApiToken = Type.Object(
  { id: Id, name: Type.String(), createdAt: Time, lastUsedAt: Type.Union([Time, Type.Null()]) },
  { title: 'ApiToken' },
);

/** An answer without a body that says that something is still to be done. */
export const Accepted = (description: string) => Type.Unsafe<undefined>(Type.Null({ description }));

/** An answer without a body that says that something is done. */
export const NoContent = (description: string) => Type.Null({ description });
