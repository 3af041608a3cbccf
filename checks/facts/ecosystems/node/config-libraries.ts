/** How config libraries of JavaScript turn the environment into values: their calls, read as what they return. */
import type { CatalogueEntry } from '../../source/catalogue.ts';
import type { Call, Value } from '../../source/model.ts';

type Environment = Extract<Value, { kind: 'environment' }>;
type ObjectValue = Extract<Value, { kind: 'object' }>;

const textOf = (value: Value | undefined): string | undefined =>
  value?.kind === 'literal' ? value.text : undefined;
const isTrue = (value: Value | undefined): boolean => textOf(value) === 'true';
const isEnvironment = (value: Value | undefined): value is Environment =>
  value?.kind === 'environment' && value.name === undefined && value.computed === undefined;

const read = (
  name: string,
  required: boolean,
  fallback: Value | undefined,
  at: Value['at'],
): Environment => ({
  kind: 'environment',
  name,
  required: required && fallback === undefined,
  fallback,
  at,
});

/** The calls of a chain, from the last to the first: `a().b().c()` → c, b, a. */
function* chainOf(value: Value | undefined): Generator<{ method: string; call: Call }> {
  let current = value;
  for (let step = 0; current?.kind === 'call' && step < 40; step++) {
    const { call } = current;
    yield { method: call.callee.slice(call.callee.lastIndexOf('.') + 1), call };
    current = call.receiver;
  }
}

/** A schema's entries as variables: `PORT: z.coerce.number().default(3000)`, `PORT: Joi.number().required()`. */
function variablesOf(
  schema: ObjectValue,
  describe: (value: Value) => { fallback?: Value; required: boolean },
): ObjectValue {
  const entries = new Map<string, Value>();
  for (const [name, value] of schema.entries) {
    if (name === '...') continue;
    const { fallback, required } = describe(value);
    entries.set(name, read(name, required, fallback, value.at));
  }
  return { ...schema, entries };
}

/** zod, Joi, yup, valibot: a chain of calls for each entry. */
const fromChain =
  (optionalByDefault: boolean) =>
  (value: Value): { fallback?: Value; required: boolean } => {
    let fallback: Value | undefined;
    let required = !optionalByDefault;
    for (const { method, call } of chainOf(value)) {
      if (method === 'default' || method === 'prefault' || method === 'catch') fallback ??= call.arguments[0];
      if (/^(optional|nullish|nullable|notRequired)$/.test(method)) required = false;
      if (method === 'required') required = true;
    }
    return { fallback, required };
  };

/** The object that a schema was made from: the first argument that is one, anywhere in the chain. */
function schemaObject(value: Value | undefined): ObjectValue | undefined {
  if (value?.kind === 'object') return value;
  for (const { call } of chainOf(value)) {
    for (const argument of call.arguments) if (argument.kind === 'object') return argument;
  }
  return undefined;
}

/** `schema.parse(process.env)`; the wrapped forms put the values into a member. */
const parsedBy =
  (describe: (value: Value) => { fallback?: Value; required: boolean }, member?: string) =>
  (call: Call): Value | undefined => {
    const schema = schemaObject(call.receiver);
    const [first] = call.arguments;
    const fromEnvironment =
      isEnvironment(first) || (first?.kind === 'object' && isEnvironment(first.entries.get('...')));
    if (!schema || !first) return undefined;
    const values = fromEnvironment
      ? variablesOf(schema, describe)
      : first.kind === 'object'
        ? withDefaults(first, schema, describe)
        : undefined;
    if (!values || member === undefined) return values;
    return { kind: 'object', entries: new Map([[member, values]]), at: call.at };
  };

/** `schema.parse({ port: process.env.PORT })`: the schema brings the defaults. */
function withDefaults(
  given: ObjectValue,
  schema: ObjectValue,
  describe: (value: Value) => { fallback?: Value; required: boolean },
): ObjectValue {
  const entries = new Map(given.entries);
  for (const [name, value] of given.entries) {
    const rule = schema.entries.get(name);
    if (value.kind !== 'environment' || value.fallback || !rule) continue;
    const { fallback, required } = describe(rule);
    entries.set(name, { ...value, fallback, required: required && !fallback });
  }
  return { ...given, entries };
}

/** `{ format, default, env }` of convict at a dotted key. */
function convictValue(call: Call): Value | undefined {
  const schema = [...chainOf(call.receiver)]
    .map(({ call: made }) => made.arguments[0])
    .find((a) => a?.kind === 'object');
  if (schema?.kind !== 'object') return undefined;
  const key = textOf(call.arguments[0]);
  let node: Value = schema;
  for (const part of key === undefined || key === '' ? [] : key.split('.')) {
    const next: Value | undefined = node.kind === 'object' ? node.entries.get(part) : undefined;
    if (!next) return undefined;
    node = next;
  }
  return convictNode(node, 0);
}

function convictNode(node: Value, depth: number): Value {
  if (node.kind !== 'object' || depth > 12) return node;
  const fallback = node.entries.get('default');
  if (!fallback) {
    const entries = new Map(
      [...node.entries].map(([name, inner]) => [name, convictNode(inner, depth + 1)] as const),
    );
    return { ...node, entries };
  }
  const variable = node.entries.get('env');
  const name = textOf(variable);
  const argument = textOf(node.entries.get('arg'));
  const isNull = fallback.kind === 'literal' && fallback.type === 'null';
  if (name !== undefined && variable) return read(name, isNull, isNull ? undefined : fallback, variable.at);
  if (argument !== undefined) return { kind: 'argument', name: argument, fallback, at: node.at };
  // Without a variable a file of the deploy may still set it.
  return isNull ? { kind: 'configuration', name: undefined, at: node.at } : fallback;
}

function envalidValue(call: Call): Value | undefined {
  const schema = call.arguments.find((argument) => argument.kind === 'object');
  if (schema?.kind !== 'object') return undefined;
  return variablesOf(schema, (value) => {
    const options = value.kind === 'call' ? value.call.arguments[0] : undefined;
    const fallback = options?.kind === 'object' ? options.entries.get('default') : undefined;
    return { fallback, required: true };
  });
}

function envVarValue(call: Call): Value | undefined {
  let name: string | undefined;
  let fallback: Value | undefined;
  let required = false;
  let at = call.at;
  for (const { method, call: step } of chainOf(call.receiver)) {
    if (method === 'default') fallback ??= step.arguments[0];
    if (method === 'required') required = step.arguments[0] === undefined || isTrue(step.arguments[0]);
    if (method === 'get') {
      name = textOf(step.arguments[0]);
      at = step.at;
    }
  }
  return name === undefined ? undefined : read(name, required, fallback, at);
}

/** JSON Schema with `properties`, as env-schema and @fastify/env take it. */
function jsonSchemaValue(call: Call): Value | undefined {
  const options = call.arguments.find((argument) => argument.kind === 'object');
  const schema = options?.kind === 'object' ? options.entries.get('schema') : undefined;
  const properties = schema?.kind === 'object' ? schema.entries.get('properties') : undefined;
  if (properties?.kind !== 'object') return undefined;
  const list = schema?.kind === 'object' ? schema.entries.get('required') : undefined;
  const required = new Set(list?.kind === 'list' ? list.items.map(textOf) : []);
  const entries = new Map<string, Value>();
  for (const [name, rule] of properties.entries) {
    const fallback = rule.kind === 'object' ? rule.entries.get('default') : undefined;
    entries.set(name, read(name, required.has(name), fallback, rule.at));
  }
  return { ...properties, entries };
}

/** A name in capitals is a variable's; any other is a key of configuration that was read from somewhere. */
function keyed(call: Call): Value | undefined {
  const [key, second] = call.arguments;
  const name = textOf(key);
  const fallback = second && second.kind !== 'object' && second.kind !== 'function' ? second : undefined;
  const required = /\.getOrThrow$/.test(call.callee);
  if (name !== undefined && /^[A-Z][A-Z0-9_]*$/.test(name)) return read(name, required, fallback, call.at);
  return { kind: 'configuration', name, fallback, at: call.at };
}

/** `createEnv({ server: { PORT: z… }, runtimeEnv: process.env })` */
function createEnvValue(call: Call): Value | undefined {
  const [options] = call.arguments;
  if (options?.kind !== 'object') return undefined;
  const entries = new Map<string, Value>();
  for (const part of ['server', 'client', 'shared']) {
    const schema = options.entries.get(part);
    if (schema?.kind !== 'object') continue;
    for (const [name, value] of variablesOf(schema, fromChain(false)).entries) entries.set(name, value);
  }
  return { kind: 'object', entries, at: call.at };
}

export const configEntries: readonly CatalogueEntry[] = [
  {
    calls: ['convict.Config.get', 'convict.Config.getProperties', 'convict.Config.default'],
    value: convictValue,
  },
  { calls: ['envalid.cleanEnv', 'envalid.customCleanEnv'], value: envalidValue },
  {
    calls:
      `asString asPortNumber asInt asIntPositive asIntNegative asFloat asFloatPositive asBool asBoolStrict asUrlString
      asUrlObject asArray asJson asJsonObject asJsonArray asEnum asSet asRegExp asEmailString`
        .split(/\s+/)
        .map((method) => `env-var.Variable.${method}`),
    value: envVarValue,
  },
  { calls: ['zod.Schema.parse'], value: parsedBy(fromChain(false)) },
  { calls: ['zod.Schema.safeParse'], value: parsedBy(fromChain(false), 'data') },
  { calls: ['joi.Schema.validate'], value: parsedBy(fromChain(true), 'value') },
  { calls: ['yup.Schema.validateSync', 'yup.Schema.cast'], value: parsedBy(fromChain(true)) },
  { calls: ['@t3-oss/env-core.createEnv', '@t3-oss/env-nextjs.createEnv'], value: createEnvValue },
  { calls: ['env-schema', 'env-schema.envSchema'], value: jsonSchemaValue },
  {
    calls: [
      '@nestjs/config.ConfigService.get',
      '@nestjs/config.ConfigService.getOrThrow',
      'nconf.get',
      'config.get',
    ],
    value: keyed,
  },
  {
    calls: ['dotenv.config', 'dotenv-safe.config', 'dotenv-flow.config'],
    value: ({ at }) => ({
      kind: 'object',
      entries: new Map<string, Value>([['parsed', { kind: 'environment', required: false, at }]]),
      at,
    }),
  },
  {
    calls: [
      '@adonisjs/core/env.Env.create().get',
      '@adonisjs/core/services/env.get',
      '@ioc:Adonis/Core/Env.get',
      '@ioc:Adonis/Core/Env.default.get',
    ],
    environment: { name: '0', fallback: '1' },
  },
  // Nuxt lets a variable override every entry, `NUXT_` before its name.
  {
    calls: [
      'useRuntimeConfig',
      '#imports.useRuntimeConfig',
      '#app.useRuntimeConfig',
      'nuxt/app.useRuntimeConfig',
    ],
    value: ({ at }) => ({ kind: 'configuration', at }),
  },
  { calls: ['Deno.env.get'], environment: { name: '0' } },
  { calls: ['Deno.env.toObject'], value: ({ at }) => ({ kind: 'environment', required: false, at }) },
  // `app.get(ConfigService)` is an instance of the class.
  {
    calls: ['@nestjs/common.INestApplication.get', '@nestjs/common.INestApplication.resolve'],
    value: ({ arguments: [wanted], at }) =>
      wanted?.kind === 'reference' || wanted?.kind === 'function'
        ? {
            kind: 'call',
            call: { callee: '?', target: wanted, arguments: [], named: new Map(), at, constructs: true },
            at,
          }
        : undefined,
  },
  // What a wrapped function does when called is what the function itself does.
  {
    calls: ['util.promisify', 'util.callbackify', 'fastify-plugin', 'fastify-plugin.fastifyPlugin'],
    value: ({ arguments: [wrapped] }) => wrapped,
  },
  { calls: ['minimist', 'yargs-parser', 'util.parseArgs', 'arg', 'mri'], argument: {} },
];

const chained = (type: string, methods: string): [string, string][] =>
  methods.split(/\s+/).map((method) => [`${type}.${method}()`, type]);

export const configTypes: Readonly<Record<string, string>> = Object.fromEntries([
  ['convict()', 'convict.Config'],
  ...chained('convict.Config', 'validate load loadFile set'),
  ['env-var.get()', 'env-var.Variable'],
  ['env-var.from().get()', 'env-var.Variable'],
  ...chained('env-var.Variable', 'default required example convertFromBase64'),
  ['zod.z', 'zod'],
  ['zod.object()', 'zod.Schema'],
  ['zod.strictObject()', 'zod.Schema'],
  ['zod.looseObject()', 'zod.Schema'],
  ...chained(
    'zod.Schema',
    'strict passthrough strip loose partial required extend merge refine superRefine transform readonly describe and pipe',
  ),
  ['joi.object()', 'joi.Schema'],
  ['@hapi/joi', 'joi'],
  ...chained('joi.Schema', 'keys unknown required options prefs label append concat'),
  ['yup.object()', 'yup.Schema'],
  ...chained('yup.Schema', 'shape noUnknown required'),
  ['@nestjs/config.ConfigService()', '@nestjs/config.ConfigService'],
  ['fastify.FastifyInstance.config', 'process.env'],
]);
