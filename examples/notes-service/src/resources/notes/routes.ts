// The HTTP routes of notes, loaded below /api/notes because of the folder's name.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  ById,
  Id,
  IfMatch,
  Page as Paging,
  pageSize,
  positionAt,
  sendPage,
  versionOf,
} from '../../http/conventions.ts';
import { doOnce, IdempotencyKey } from '../../http/idempotency.ts';
import { problems } from '../../http/problem.ts';
import { changeNote, createNote, deleteAllNotes, deleteNote, findNote, listNotes } from './repository.ts';
import { NewNote, Note, NoteChanges } from './schemas.ts';

const tags = ['notes'];
const absent = 'There is no note with this id.';

const routes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '',
    {
      schema: {
        tags,
        operationId: 'listNotes',
        summary: 'List notes, oldest first; the Link header leads to the next page',
        querystring: Paging,
        response: { 200: { type: 'array', items: Note }, ...problems(400) },
      },
    },
    async (request, reply) => {
      const { limit = pageSize, cursor } = request.query;
      const after = positionAt(request, cursor, Id);
      if (after === 'invalid') return reply.problem(400, 'The cursor is not valid.');
      const page = await listNotes(request.database, request.account.id, limit, after);
      return sendPage(request, reply, page, limit);
    },
  );

  app.post(
    '',
    {
      schema: {
        tags,
        operationId: 'createNote',
        summary: 'Create a note',
        headers: IdempotencyKey,
        body: NewNote,
        response: { 201: Note, ...problems(400, 409, 422) },
      },
    },
    async (request, reply) => {
      const { account, body } = request;
      const row = await doOnce(request, reply, async (tx) => {
        return createNote(tx, account.id, body);
      });
      return reply.code(201).header('location', row.url).header('etag', `"${row.version}"`).send(row);
    },
  );

  app.delete(
    '',
    {
      schema: {
        tags,
        operationId: 'deleteAllNotes',
        summary: 'Delete all notes',
        response: { 204: { type: 'null', description: 'Deleted.' } },
      },
    },
    async (request, reply) => {
      await deleteAllNotes(request.database, request.account.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/:id',
    {
      schema: {
        tags,
        operationId: 'findNote',
        summary: 'Read a note',
        params: ById,
        response: { 200: Note, ...problems(400, 404) },
      },
    },
    async (request, reply) => {
      const row = await findNote(request.database, request.account.id, request.params.id);
      if (!row) return reply.problem(404, absent);
      return reply.header('etag', `"${row.version}"`).send(row);
    },
  );

  app.patch(
    '/:id',
    {
      schema: {
        tags,
        operationId: 'changeNote',
        summary: 'Change a note; with a version or If-Match only if nobody else did meanwhile',
        params: ById,
        headers: IfMatch,
        body: NoteChanges,
        response: { 200: Note, ...problems(400, 404, 409, 412) },
      },
    },
    async (request, reply) => {
      const { account, params } = request;
      const { version, ...changes } = request.body;
      const required = versionOf(request.headers['if-match']);
      const expected = [required, version].filter((given) => given !== undefined);
      const row = await changeNote(request.database, account.id, params.id, changes, expected);
      if (row === 'absent') return reply.problem(404, absent);
      if (row === 'stale') {
        return reply.problem(required === undefined ? 409 : 412, 'It was changed meanwhile; read it again.');
      }
      return reply.header('etag', `"${row.version}"`).send(row);
    },
  );

  app.delete(
    '/:id',
    {
      schema: {
        tags,
        operationId: 'deleteNote',
        summary: 'Delete a note',
        params: ById,
        response: { 204: { type: 'null', description: 'Deleted.' }, ...problems(400, 404) },
      },
    },
    async (request, reply) => {
      const deleted = await deleteNote(request.database, request.account.id, request.params.id);
      if (!deleted) return reply.problem(404, absent);
      return reply.code(204).send(null);
    },
  );
};

export default routes;
