// Which pages may use the service with the rights of the person who looks at them.
import type { FastifyRequest } from 'fastify';

export interface OriginOptions {
  publicUrl: string;
  /** Origins besides the service's own. */
  allowedOrigins: string[];
}

/** Whether the page that sends the request may; what isn't sent by a page has no user's rights to misuse. */
export function isFromAllowedPage(
  { headers, host }: FastifyRequest,
  { publicUrl, allowedOrigins }: OriginOptions,
): boolean {
  const { origin } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] === undefined;
  if (origin === publicUrl || allowedOrigins.includes(origin)) return true;
  // The service under another of its names; where the public one is encrypted, a page that isn't is a stranger's.
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return page.host === host && (page.protocol === 'https:' || new URL(publicUrl).protocol === 'http:');
}
