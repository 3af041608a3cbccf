// What all resources have in common over HTTP: pages, ids, versions.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { JsonPage } from '../database/json.ts';
import { addressedText } from './addresses.ts';

export const Id = { type: 'string', format: 'uuid' } as const;
export const Time = { type: 'string', format: 'date-time' } as const;
export const Version = {
  type: 'integer',
  minimum: 1,
  maximum: 2147483647,
  description: 'Grows with every change.',
} as const;

export const ById = { type: 'object', properties: { id: Id }, required: ['id'] } as const;

/** How many entities a page has where the request doesn't say. */
export const pageSize = 100;

export const Page = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 500, default: pageSize },
    cursor: {
      type: 'string',
      maxLength: 500,
      description: 'Taken from the Link header of the page before.',
    },
  },
  additionalProperties: false,
} as const;

/**
 * The position in a list that a cursor stands for: what the last row before it is sorted by, as `schema` describes it.
 * Undefined without a cursor, `invalid` for one that the list never gave out.
 */
export function positionAt<Position extends object>(
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

/** What `schema` describes, or null. */
export function nullable<const Schema extends { type: string }>(schema: Schema) {
  const type: [Schema['type'], 'null'] = [schema.type, 'null'];
  return { ...(schema as Omit<Schema, 'type'>), type };
}

/** An entity as clients get it: its fields, and what all entities have. */
export function entityOf<const Fields extends Record<string, object>>(fields: Fields, title: string) {
  const url = { type: 'string', format: 'uri' } as const;
  const properties = { id: Id, ...fields, version: Version, createdAt: Time, updatedAt: Time, url };
  // TypeBox's types read names from tuples alone.
  const required = Object.keys(properties) as [keyof typeof properties & string];
  return { type: 'object', title, properties, required } as const;
}

/** What of an entity may be changed: some of its fields, and the version that they are a change of. */
export function changesOf<const Fields extends Record<string, object>>(fields: Fields, title: string) {
  const properties = { ...fields, version: Version };
  // The version alone is no change. TypeBox's types would take it for a type of its own.
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so.
  const changing: object = { if: { required: ['version'] }, then: { minProperties: 2 } };
  return {
    type: 'object',
    title,
    properties,
    additionalProperties: false,
    minProperties: 1,
    ...changing,
  } as const;
}

export const IfMatch = {
  type: 'object',
  properties: {
    'if-match': {
      type: 'string',
      pattern: '^(\\*|"\\d{1,9}")$',
      description: 'The version in quotation marks, or * for any.',
    },
  },
} as const;

/** The version that an If-Match header asks for; undefined for none or any. */
export function versionOf(ifMatch: string | undefined): number | undefined {
  return ifMatch === undefined || ifMatch === '*' ? undefined : Number(ifMatch.slice(1, -1));
}
