// What a todo looks like over HTTP: one description for validation, documentation and types.
import { type Static, Type } from 'typebox';
import { changesOf, Id, Version } from '../../http/conventions.ts';

const fields = {
  // PostgreSQL can't store NUL, and a title of spaces is none.
  title: Type.String({ minLength: 1, maxLength: 500, pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$' }),
  description: Type.String({ maxLength: 250, pattern: '^[^\\u0000]*$' }),
  importance: Type.Integer({ minimum: 0, maximum: 10, description: 'The most important stand first.' }),
  completed: Type.Boolean(),
  order: Type.Integer({
    minimum: -2147483648,
    maximum: 2147483647,
    description: 'Place among those of the same importance.',
  }),
};

export const Todo = Type.Object(
  {
    id: Id,
    ...fields,
    version: Version,
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
    url: Type.String({ format: 'uri' }),
  },
  { title: 'Todo' },
);
export type Todo = Static<typeof Todo>;

const { title, ...optional } = fields;

export const NewTodo = Type.Object(
  { title, ...Type.Partial(Type.Object(optional)).properties },
  { title: 'NewTodo', additionalProperties: false },
);
export type NewTodo = Static<typeof NewTodo>;

export const TodoChanges = changesOf(fields, 'TodoChanges');
export type TodoChanges = Omit<Static<typeof TodoChanges>, 'version'>;

export const ImportanceChange = Type.Object(
  { change: Type.Union([Type.Literal(1), Type.Literal(-1)]) },
  { title: 'ImportanceChange', additionalProperties: false },
);

/** What the list is sorted by. */
export const TodoPosition = Type.Tuple([fields.importance, fields.order, Id]);
export type TodoPosition = Static<typeof TodoPosition>;
