// What a note looks like over HTTP: one description for validation, documentation and types.
import type { Static } from 'typebox';
import { changesOf, entityOf, nullable } from '../../http/conventions.ts';

// PostgreSQL can't store NUL in a text.
const string = {
  type: 'string',
  minLength: 1,
  maxLength: 500,
  pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$',
} as const;
const text = { type: 'string', maxLength: 20_000, pattern: '^[^\\u0000]*$' } as const;
const boolean = { type: 'boolean' } as const;

const fields = {
  title: string,
  body: nullable(text),
  pinned: boolean,
};

export const Note = entityOf(fields, 'Note');
export type Note = Static<typeof Note>;

export const NewNote = {
  type: 'object',
  title: 'NewNote',
  properties: fields,
  required: ['title', 'pinned'],
  additionalProperties: false,
} as const;
export type NewNote = Static<typeof NewNote>;

export const NoteChanges = changesOf(fields, 'NoteChanges');
export type NoteChanges = Omit<Static<typeof NoteChanges>, 'version'>;
