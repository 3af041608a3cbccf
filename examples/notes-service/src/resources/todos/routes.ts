// The HTTP routes of todos, loaded below /api/todos because of the folder's name.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ById, IfMatch, nextPage, Page, pageSize, versionOf } from '../../http/conventions.ts';
import { problems } from '../../http/problem.ts';
import { changeTodo, createTodo, deleteTodo, findTodo, listTodos } from './repository.ts';
import { NewTodo, Todo, TodoChanges } from './schemas.ts';

const tags = ['todos'];

const routes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '',
    {
      schema: {
        tags,
        operationId: 'listTodos',
        summary: 'List todos in the order of creation; the Link header leads to the next page',
        querystring: Page,
        response: { 200: Type.Array(Todo), ...problems(400) },
      },
    },
    async (request, reply) => {
      const { limit = pageSize, cursor } = request.query;
      // One more than asked for tells whether there is a next page.
      const todos = await listTodos(app.database, limit + 1, cursor);
      return nextPage(request, reply, todos, limit);
    },
  );

  app.post(
    '',
    {
      schema: {
        tags,
        operationId: 'createTodo',
        summary: 'Create a todo',
        body: NewTodo,
        response: { 201: Todo, ...problems(400) },
      },
    },
    async (request, reply) => {
      const todo = await createTodo(app.database, request.body);
      return reply.code(201).header('location', todo.url).header('etag', `"${todo.version}"`).send(todo);
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
      const todo = await findTodo(app.database, request.params.id);
      if (!todo) return reply.problem(404, 'There is no todo with this id.');
      return reply.header('etag', `"${todo.version}"`).send(todo);
    },
  );

  app.patch(
    '/:id',
    {
      schema: {
        tags,
        operationId: 'changeTodo',
        summary: 'Change a todo; with If-Match only if nobody else did meanwhile',
        params: ById,
        headers: IfMatch,
        body: TodoChanges,
        response: { 200: Todo, ...problems(400, 404, 412) },
      },
    },
    async (request, reply) => {
      const version = versionOf(request.headers['if-match']);
      const todo = await changeTodo(app.database, request.params.id, request.body, version);
      if (todo === 'absent') return reply.problem(404, 'There is no todo with this id.');
      if (todo === 'stale') return reply.problem(412, 'The todo was changed meanwhile; read it again.');
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
        response: { 204: Type.Null({ description: 'Deleted.' }), ...problems(400, 404) },
      },
    },
    async (request, reply) => {
      const deleted = await deleteTodo(app.database, request.params.id);
      if (!deleted) return reply.problem(404, 'There is no todo with this id.');
      return reply.code(204).send(null);
    },
  );
};

export default routes;
