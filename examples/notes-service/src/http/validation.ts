// How requests are read and checked: bodies as they are, parameters with their text read as numbers.
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';

/** Makes validation strict: a number is no text in a body, and unknown members are refused, not dropped. */
export function useValidation(app: FastifyInstance): void {
  // Whether the schemas themselves are schemas is for their types to say; to ask it here took a tenth of the start.
  const options = { useDefaults: true, validateSchema: false };
  const strict = new Ajv(options);
  const reading = new Ajv({ ...options, coerceTypes: true });
  for (const ajv of [strict, reading]) addFormats.default(ajv);
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? strict : reading).compile(schema),
  );
  // Clients say that they send JSON also where they send nothing, with DELETE above all.
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null) : parse(request, body as string, done),
  );
}
