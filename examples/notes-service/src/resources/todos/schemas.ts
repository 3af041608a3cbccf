// What a todo looks like over HTTP: one description for validation, documentation and types.
import { type Static, Type } from 'typebox';

const fields = {
  // PostgreSQL can't store NUL, and a title of spaces is none.
  title: Type.String({ minLength: 1, maxLength: 500, pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$' }),
  completed: Type.Boolean(),
  order: Type.Integer({ minimum: -2147483648, maximum: 2147483647, description: 'Place in the list.' }),
};

export const Todo = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    ...fields,
    version: Type.Integer({ description: 'Grows with every change; send it as If-Match.' }),
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
    url: Type.String({ format: 'uri-reference' }),
  },
  { title: 'Todo' },
);
export type Todo = Static<typeof Todo>;

export const NewTodo = Type.Object(
  { title: fields.title, completed: Type.Optional(fields.completed), order: Type.Optional(fields.order) },
  { title: 'NewTodo', additionalProperties: false },
);
export type NewTodo = Static<typeof NewTodo>;

export const TodoChanges = Type.Partial(Type.Object(fields), {
  title: 'TodoChanges',
  additionalProperties: false,
  minProperties: 1,
});
export type TodoChanges = Static<typeof TodoChanges>;
