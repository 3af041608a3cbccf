// What makes functions of schemas: some check what comes in, others write what goes out. Each is made when it is first
// called, and what makes them is loaded then; at the start all of that took a quarter of the time.
import { createRequire } from 'node:module';
import type { FastifySchemaCompiler, FastifySerializerCompiler, FastifyServerOptions } from 'fastify';

const require = createRequire(import.meta.url);

/** What `make` makes, once it is asked for, and the same from then on. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Bodies are taken as they are: a number is no text in them. Of parameters the text is read as numbers. */
const checkers = once(() => {
  const { Ajv } = require('ajv') as typeof import('ajv');
  const addFormats = require('ajv-formats') as typeof import('ajv-formats');
  // Whether the schemas themselves are schemas is for their types to say.
  const options = { useDefaults: true, validateSchema: false };
  const [bodies, parameters] = [new Ajv(options), new Ajv({ ...options, coerceTypes: true })];
  for (const ajv of [bodies, parameters]) addFormats.default(ajv);
  return { bodies, parameters };
});

const writers = once(() => require('fast-json-stringify') as typeof import('fast-json-stringify').default);

const check: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  const checker = once(() => checkers()[httpPart === 'body' ? 'bodies' : 'parameters'].compile(schema));
  const errors = { get: () => checker().errors };
  return Object.defineProperty((value: unknown) => checker()(value), 'errors', errors);
};

const write: FastifySerializerCompiler<object> = ({ schema }) => {
  const writer = once(() => writers()(schema));
  return (value) => writer()(value);
};

/** Unknown members of what comes in are refused, not dropped; what goes out has no others than its schema. */
export const compilers = {
  compilersFactory: { buildValidator: () => check, buildSerializer: () => write },
} as object as FastifyServerOptions['schemaController'];
