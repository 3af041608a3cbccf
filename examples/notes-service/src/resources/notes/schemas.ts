// What a note looks like over HTTP: one description for validation, documentation and types.
import { type Static, type TSchema, Type } from 'typebox';
import { changesOf, Id, Version } from '../../http/conventions.ts';

// PostgreSQL can't store NUL in a text.
const string = Type.String({
  minLength: 1,
  maxLength: 500,
  pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$',
});
const text = Type.String({ maxLength: 20_000, pattern: '^[^\\u0000]*$' });
const boolean = Type.Boolean();
const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

const fields = {
  title: string,
  body: nullable(text),
  pinned: boolean,
};

export const Note = Type.Object(
  {
    id: Id,
    ...fields,
    version: Version,
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
    url: Type.String({ format: 'uri' }),
  },
  { title: 'Note' },
);
export type Note = Static<typeof Note>;

export const NewNote = Type.Object(
  {
    title: fields.title,
    body: Type.Optional(fields.body),
    pinned: fields.pinned,
  },
  { title: 'NewNote', additionalProperties: false },
);
export type NewNote = Static<typeof NewNote>;

export const NoteChanges = changesOf(fields, 'NoteChanges');
export type NoteChanges = Omit<Static<typeof NoteChanges>, 'version'>;
