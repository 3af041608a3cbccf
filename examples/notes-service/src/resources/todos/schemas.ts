// What a todo looks like over HTTP: one description for validation, documentation and types.
import type { Static } from 'typebox';
import { changesOf, entityOf, Id } from '../../http/conventions.ts';

const fields = {
  // PostgreSQL can't store NUL, and a title of spaces is none.
  title: {
    type: 'string',
    minLength: 1,
    maxLength: 500,
    pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$',
  },
  description: { type: 'string', maxLength: 250, pattern: '^[^\\u0000]*$' },
  importance: { type: 'integer', minimum: 0, maximum: 10, description: 'The most important stand first.' },
  completed: { type: 'boolean' },
  order: {
    type: 'integer',
    minimum: -2147483648,
    maximum: 2147483647,
    description: 'Place among those of the same importance.',
  },
} as const;

export const Todo = entityOf(fields, 'Todo');
export type Todo = Static<typeof Todo>;

export const NewTodo = {
  type: 'object',
  title: 'NewTodo',
  properties: fields,
  required: ['title'],
  additionalProperties: false,
} as const;
export type NewTodo = Static<typeof NewTodo>;

export const TodoChanges = changesOf(fields, 'TodoChanges');
export type TodoChanges = Omit<Static<typeof TodoChanges>, 'version'>;

export const ImportanceChange = {
  type: 'object',
  title: 'ImportanceChange',
  properties: { change: { type: 'integer', enum: [1, -1] } },
  required: ['change'],
  additionalProperties: false,
} as const;

/** What the list is sorted by. */
export const TodoPosition = {
  type: 'array',
  items: [fields.importance, fields.order, Id],
  minItems: 3,
  additionalItems: false,
} as const;
export type TodoPosition = Static<typeof TodoPosition>;
