// What accounts look like over HTTP: one description for validation, documentation and types.
import { Type } from 'typebox';

export const Email = Type.String({ format: 'email', maxLength: 254 });
export const NewPassword = Type.String({ minLength: 10, maxLength: 200 });
/** One to compare: the rules may have been others when it was chosen. */
export const Password = Type.String({ maxLength: 200 });
export const Language = Type.Union([Type.Literal('en'), Type.Literal('de')]);

export const Account = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    email: Email,
    language: Language,
    createdAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Account' },
);
