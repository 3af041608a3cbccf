// The HTTP routes of todos, loaded below /api/todos because of the folder's name.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ById, IfMatch, Page, pageSize, positionAt, sendPage, versionOf } from '../../http/conventions.ts';
import { doOnce, IdempotencyKey } from '../../http/idempotency.ts';
import { problems } from '../../http/problem.ts';
import {
  changeImportance,
  changeTodo,
  createTodo,
  deleteAllTodos,
  deleteTodo,
  findTodo,
  listTodos,
} from './repository.ts';
import { ImportanceChange, NewTodo, Todo, TodoChanges, TodoPosition } from './schemas.ts';

const tags = ['todos'];
const absent = 'There is no todo with this id.';

const routes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '',
    {
      schema: {
        tags,
        operationId: 'listTodos',
        summary: 'List todos, the most important first; the Link header leads to the next page',
        querystring: Page,
        response: { 200: { type: 'array', items: Todo }, ...problems(400) },
      },
    },
    async (request, reply) => {
      const { limit = pageSize, cursor } = request.query;
      const position = positionAt(request, cursor, TodoPosition);
      if (position === 'invalid') return reply.problem(400, 'The cursor is not valid.');
      const page = await listTodos(request.database, request.account.id, limit, position);
      return sendPage(request, reply, page, limit);
    },
  );

  app.post(
    '',
    {
      schema: {
        tags,
        operationId: 'createTodo',
        summary: 'Create a todo',
        headers: IdempotencyKey,
        body: NewTodo,
        response: { 201: Todo, ...problems(400, 409, 422) },
      },
    },
    async (request, reply) => {
      const { account, body } = request;
      const todo = await doOnce(request, reply, (tx) => createTodo(tx, account.id, body));
      return reply.code(201).header('location', todo.url).header('etag', `"${todo.version}"`).send(todo);
    },
  );

  app.delete(
    '',
    {
      schema: {
        tags,
        operationId: 'deleteAllTodos',
        summary: 'Delete all todos',
        response: { 204: { type: 'null', description: 'Deleted.' } },
      },
    },
    async (request, reply) => {
      await deleteAllTodos(request.database, request.account.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/:id',
    {
      schema: {
        tags,
        operationId: 'findTodo',
        summary: 'Read a todo',
        params: ById,
        response: { 200: Todo, ...problems(400, 404) },
      },
    },
    async (request, reply) => {
      const todo = await findTodo(request.database, request.account.id, request.params.id);
      if (!todo) return reply.problem(404, absent);
      return reply.header('etag', `"${todo.version}"`).send(todo);
    },
  );

  app.patch(
    '/:id',
    {
      schema: {
        tags,
        operationId: 'changeTodo',
        summary: 'Change a todo; with a version or If-Match only if nobody else did meanwhile',
        params: ById,
        headers: IfMatch,
        body: TodoChanges,
        response: { 200: Todo, ...problems(400, 404, 409, 412) },
      },
    },
    async (request, reply) => {
      const { version, ...changes } = request.body;
      const required = versionOf(request.headers['if-match']);
      const expected = [required, version].filter((given) => given !== undefined);
      const todo = await changeTodo(
        request.database,
        request.account.id,
        request.params.id,
        changes,
        expected,
      );
      if (todo === 'absent') return reply.problem(404, absent);
      if (todo === 'stale') {
        return reply.problem(required === undefined ? 409 : 412, 'It was changed meanwhile; read it again.');
      }
      return reply.header('etag', `"${todo.version}"`).send(todo);
    },
  );

  app.post(
    '/:id/importance',
    {
      schema: {
        tags,
        operationId: 'changeImportance',
        summary: 'Make a todo more or less important, from whatever it is now and from 0 to 10',
        params: ById,
        headers: IdempotencyKey,
        body: ImportanceChange,
        response: { 200: Todo, ...problems(400, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { account, params, body } = request;
      const todo = await doOnce(request, reply, (tx) =>
        changeImportance(tx, account.id, params.id, body.change),
      );
      if (todo === 'absent') return reply.problem(404, absent);
      return reply.header('etag', `"${todo.version}"`).send(todo);
    },
  );

  app.delete(
    '/:id',
    {
      schema: {
        tags,
        operationId: 'deleteTodo',
        summary: 'Delete a todo',
        params: ById,
        response: { 204: { type: 'null', description: 'Deleted.' }, ...problems(400, 404) },
      },
    },
    async (request, reply) => {
      const deleted = await deleteTodo(request.database, request.account.id, request.params.id);
      if (!deleted) return reply.problem(404, absent);
      return reply.code(204).send(null);
    },
  );
};

export default routes;
