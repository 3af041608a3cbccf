// What all resources have in common over HTTP: pages, ids, versions.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, type TProperties, type TSchema, Type } from 'typebox';
import type { JsonPage } from '../database/json.ts';
import { addressedText } from './addresses.ts';

export const Id = Type.String({ format: 'uuid' });

export const ById = Type.Object({ id: Id });

/** How many entities a page has where the request doesn't say. */
export const pageSize = 100;

export const Page = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: pageSize })),
    cursor: Type.Optional(
      Type.String({ maxLength: 500, description: 'Taken from the Link header of the page before.' }),
    ),
  },
  { additionalProperties: false },
);

/**
 * The position in a list that a cursor stands for: what the last row before it is sorted by, as `schema` describes it.
 * Undefined without a cursor, `invalid` for one that the list never gave out.
 */
export function positionAt<Position extends TSchema>(
  request: FastifyRequest,
  cursor: string | undefined,
  schema: Position,
): Static<Position> | undefined | 'invalid' {
  if (cursor === undefined) return undefined;
  try {
    const position = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return request.validateInput(position, schema, 'body') ? position : 'invalid';
  } catch {
    return 'invalid';
  }
}

/** Answers with a page and, if more rows come after it, a link to the next (RFC 8288). */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { json, next }: JsonPage,
  limit: number,
): FastifyReply {
  if (next !== null) {
    const path = request.url.split('?')[0];
    const cursor = Buffer.from(next).toString('base64url');
    reply.header('link', `<${path}?limit=${limit}&cursor=${cursor}>; rel="next"`);
  }
  const { publicUrl } = request.server;
  return reply.type('application/json; charset=utf-8').send(addressedText(json, publicUrl));
}

export const Version = Type.Integer({
  minimum: 1,
  maximum: 2147483647,
  description: 'Grows with every change.',
});

/** What of an entity may be changed: some of its fields, and the version that they are a change of. */
export function changesOf<Fields extends TProperties>(fields: Fields, title: string) {
  return Type.Partial(Type.Object({ ...fields, version: Version }), {
    title,
    additionalProperties: false,
    minProperties: 1,
    if: { required: ['version'] },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so.
    then: { minProperties: 2 },
  });
}

export const IfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      pattern: '^(\\*|"\\d{1,9}")$',
      description: 'The version in quotation marks, or * for any.',
    }),
  ),
});

/** The version that an If-Match header asks for; undefined for none or any. */
export function versionOf(ifMatch: string | undefined): number | undefined {
  return ifMatch === undefined || ifMatch === '*' ? undefined : Number(ifMatch.slice(1, -1));
}
