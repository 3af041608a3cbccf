// What all resources have in common over HTTP: pages, ids, versions.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';

export const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** How many entities a page has where the request doesn't say. */
export const pageSize = 100;

export const Page = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: pageSize })),
    cursor: Type.Optional(
      Type.String({ format: 'uuid', description: 'Taken from the Link header of the page before.' }),
    ),
  },
  { additionalProperties: false },
);

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

/** Cuts `rows` to `limit` and, if there were more, links to the page after (RFC 8288). */
export function nextPage<Row extends { id: string }>(
  request: FastifyRequest,
  reply: FastifyReply,
  rows: Row[],
  limit: number,
): Row[] {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (last && rows.length > limit) {
    const path = request.url.split('?')[0];
    reply.header('link', `<${path}?limit=${limit}&cursor=${last.id}>; rel="next"`);
  }
  return page;
}
