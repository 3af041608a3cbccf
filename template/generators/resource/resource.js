// `npm run generate resource`: a table, its migration, REST routes, live events and tests, shaped like todos.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { camel, kebab, looksPlural, pascal, pluralOf, snake, withArticle } from './words.js';

// Names become identifiers, file names and table names; longer ones would not fit into a line of code.
const LONGEST = 30;

// What each type of field is: in the schema, in the table, and two values for the tests.
const fieldTypes = {
  string: {
    schema: `{
  type: 'string',
  minLength: 1,
  maxLength: 500,
  pattern: '^[^\\\\u0000]*[^\\\\s\\\\u0000][^\\\\u0000]*$',
}`,
    column: 'text',
    samples: [`'first'`, `'second'`],
  },
  text: {
    schema: `{ type: 'string', maxLength: 20_000, pattern: '^[^\\\\u0000]*$' }`,
    column: 'text',
    samples: [`'one\\ntwo'`, `''`],
  },
  integer: {
    schema: `{ type: 'integer', minimum: -2147483648, maximum: 2147483647 }`,
    column: 'integer',
    samples: ['1', '-2'],
  },
  number: { schema: `{ type: 'number' }`, column: 'double precision', samples: ['1.5', '-0.25'] },
  boolean: { schema: `{ type: 'boolean' }`, column: 'boolean', samples: ['true', 'false'] },
  date: {
    schema: `{ type: 'string', format: 'date' }`,
    column: 'date',
    samples: [`'2026-01-31'`, `'2026-02-28'`],
    // Without the cast it would come out as a time in the time zone of the process.
    select: (column) => `${column}::text`,
  },
  timestamp: {
    schema: `{ type: 'string', format: 'date-time' }`,
    column: 'timestamptz',
    samples: [`'2026-01-31T12:00:00.000Z'`, `'2026-02-28T00:00:00.000Z'`],
    select: (column) => `\${isoTime('${column}')}`,
  },
  uuid: {
    schema: `{ type: 'string', format: 'uuid' }`,
    column: 'uuid',
    samples: [`'019b0000-0000-7000-8000-000000000001'`, `'019b0000-0000-7000-8000-000000000002'`],
  },
};

// PostgreSQL's reserved words (appendix C of its manual): as names they have to be quoted.
const sqlReserved = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
  column concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze
  from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit
  localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references
  returning right select session_user similar some symmetric system_user table tablesample then to trailing true union
  unique user using variadic verbose when where window with`.split(/\s+/),
);
const sqlName = (name) => (sqlReserved.has(name) ? `"${name}"` : name);

// What the generated files import or call already.
const takenTypes = new Set([
  'ById',
  'Database',
  'Id',
  'IdempotencyKey',
  'IfMatch',
  'Promise',
  'Queryable',
  'Static',
]);
const takenFields = new Set(['id', 'accountId', 'version', 'createdAt', 'updatedAt', 'url']);
const takenColumns = new Set([
  'account_id',
  'created_at',
  'updated_at',
  'ctid',
  'oid',
  'tableoid',
  'xmin',
  'xmax',
  'cmin',
  'cmax',
]);

/** Why a name can't be used, or undefined. */
function nameProblem(name, what) {
  if (!/^[A-Za-z][A-Za-z0-9]*([-_ ][A-Za-z0-9]+)*$/.test(name)) {
    return `the ${what} "${name}" must be letters and digits, a letter first, words joined by hyphens`;
  }
  if (kebab(name).length > LONGEST) return `the ${what} "${name}" has more than ${LONGEST} characters`;
  return undefined;
}

function resourceProblem(name) {
  const problem = nameProblem(name, 'name');
  if (problem) return problem;
  if (takenTypes.has(pascal(name))) {
    return `the name "${name}" is used by the service's own code; try "${kebab(name)}-record"`;
  }
  return undefined;
}

/** Tables that the migrations create; quoted or not, as names are folded to lower case here. */
function existingTables(root) {
  const folder = join(root, 'migrations');
  if (!existsSync(folder)) return [];
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const created = /create\s+table\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/gi;
  return [...texts.join('\n').matchAll(created)].map(([, table]) => table.toLowerCase());
}

function pluralProblem(name, plural, root) {
  if (!plural && looksPlural(kebab(name))) {
    return `the name "${name}" looks like a plural; name one of them, or say the plural too (--plural)`;
  }
  const problem = nameProblem(plural || pluralOf(kebab(name)), 'plural');
  if (problem) return problem;
  const folder = kebab(plural || pluralOf(kebab(name)));
  if (existsSync(join(root, 'src', 'resources', folder)))
    return `there is a resource ${folder} already: src/resources/${folder}`;
  const table = snake(folder);
  if ([...existingTables(root), 'pgmigrations'].includes(table))
    return `there is a table ${table} already: see migrations/`;
  return undefined;
}

/** Reads `title:string body:text?`: a list, or a sentence that says what is wrong. */
function parseFields(text) {
  const parts = text.split(/[\s,]+/).filter(Boolean);
  if (parts.length === 0) return 'a resource needs a field, such as title:string';
  const fields = [];
  for (const part of parts) {
    const [, name, type, optional] = /^([^:]*):([a-z]*)(\??)$/.exec(part) ?? [];
    if (!Object.hasOwn(fieldTypes, type ?? '')) {
      return `the field "${part}" must be name:type, with one of ${Object.keys(fieldTypes).join(', ')}`;
    }
    const problem = nameProblem(name, 'field');
    if (problem) return problem;
    const column = snake(name);
    const isTaken = takenFields.has(camel(name)) || takenColumns.has(column);
    if (isTaken || fields.some((field) => field.column === column))
      return `there is a field "${name}" already`;
    fields.push({ name: camel(name), column, type, isOptional: optional === '?' });
  }
  return fields;
}

/** A migration runs after all that stand: the clock may be behind them. */
function migrationTime(at, root) {
  const folder = join(root, 'migrations');
  const times = existsSync(folder) ? readdirSync(folder).map((file) => Number.parseInt(file, 10) || 0) : [];
  return Math.max(at === undefined ? Date.now() : Number(at), ...times.map((time) => time + 1000));
}

function viewOfField({ name, column, type, isOptional }, index) {
  const { column: sqlType, samples, select } = fieldTypes[type];
  const isSameName = column === name && !select;
  const selected = select ? select(sqlName(column)) : sqlName(column);
  return {
    name,
    sqlName: sqlName(column),
    columnType: isOptional ? sqlType : `${sqlType} not null`,
    selected: isSameName ? selected : `${selected} as "${name}"`,
    schema: isOptional ? `nullable(${type})` : type,
    isOptional,
    parameter: index + 2,
    changeParameter: index + 3,
    sample: samples[0],
    otherSample: samples[1],
  };
}

/** Everything that the templates name. */
function describeResource({ name, plural: givenPlural, fields: text, at }, root) {
  const fields = parseFields(text);
  const plural = kebab(givenPlural || pluralOf(kebab(name)));
  const type = pascal(name);
  const views = fields.map(viewOfField);
  const usedTypes = Object.keys(fieldTypes).filter((known) => fields.some((field) => field.type === known));
  // The formatter sorts imported names without regard to case.
  const sorted = (names) => names.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).join(', ');
  return {
    at: migrationTime(at, root),
    plural,
    table: sqlName(snake(plural)),
    index: `${snake(plural)}_of_account`,
    type,
    types: pascal(plural),
    words: kebab(name).replaceAll('-', ' '),
    pluralWords: plural.replaceAll('-', ' '),
    aWords: withArticle(kebab(name).replaceAll('-', ' ')),
    fields: views,
    first: views[0],
    usedTypes: usedTypes.map((known) => ({ name: known, schema: fieldTypes[known].schema })),
    hasText: usedTypes.some((known) => fieldTypes[known].column === 'text'),
    hasOptional: views.some((field) => field.isOptional),
    requiredNames: views
      .filter((field) => !field.isOptional)
      .map((field) => `'${field.name}'`)
      .join(', '),
    repositoryNames: sorted([
      ...[`change${type}`, `create${type}`, `delete${type}`, `find${type}`],
      ...[`deleteAll${pascal(plural)}`, `list${pascal(plural)}`],
    ]),
    schemaTypes: sorted([`New${type}`, type, `${type}Changes`]),
    columns: views.map((field) => field.sqlName).join(', '),
    selected: views.map((field) => field.selected).join(', '),
    parameters: views.map((field) => `$${field.parameter}`).join(', '),
    assignments: views.map((field) => `${field.sqlName} = $${field.changeParameter}`).join(', '),
    newValues: views.map((field) => `values.${field.name}${field.isOptional ? ' ?? null' : ''}`).join(', '),
    changedValues: ['accountId', 'id', ...views.map((field) => `next.${field.name}`)].join(', '),
  };
}

/** Breaks one statement as the formatter would: whole if it fits, else each item of its first bracket on a line. */
function fitLine(line, width = 110) {
  if (line.length <= width) return line;
  const indent = /^ */.exec(line)[0];
  const open = line.search(/[([{]/);
  const close = line.lastIndexOf({ '(': ')', '[': ']', '{': '}' }[line[open]]);
  const items = line
    .slice(open + 1, close)
    .trim()
    .split(', ');
  const broken = items.map((item) => `${indent}  ${item},\n`).join('');
  return `${line.slice(0, open + 1)}\n${broken}${indent}${line.slice(close)}`;
}

/** @param {import('plop').NodePlopAPI} plop */
export default function resource(plop) {
  const root = plop.getDestBasePath();
  plop.setHelper('fit', function fit(options) {
    return `${fitLine(options.fn(this).trimEnd())}\n`;
  });
  const file = (path, template) => ({
    type: 'add',
    path,
    templateFile: `generators/resource/${template}.hbs`,
  });
  plop.setGenerator('resource', {
    description: 'a table with its migration, REST routes, live events and tests',
    prompts: [
      {
        type: 'input',
        name: 'name',
        message: 'Name of one of them (note):',
        validate: (name) => resourceProblem(name) ?? true,
      },
      {
        type: 'input',
        name: 'fields',
        message: `Fields, name:type, ? for optional (${Object.keys(fieldTypes).join(', ')}):`,
        default: 'title:string',
        validate: (text) => {
          const fields = parseFields(text);
          return typeof fields === 'string' ? fields : true;
        },
      },
      {
        type: 'input',
        name: 'plural',
        message: 'Name of many of them:',
        default: ({ name }) => pluralOf(kebab(name)),
        validate: (plural, { name }) => pluralProblem(name, plural, root) ?? true,
      },
      // Never asked; given as `-- --at 1767225600000` it makes the same files again.
      {
        type: 'input',
        name: 'at',
        message: 'Time of the migration, in milliseconds since 1970:',
        when: false,
        validate: (at) => /^\d{13}$/.test(at) || `"${at}" is no time in milliseconds since 1970`,
      },
    ],
    actions: (answers) => {
      Object.assign(answers, describeResource(answers, root));
      return [
        file('migrations/{{at}}_create-{{plural}}.sql', 'migration.sql'),
        file('src/resources/{{plural}}/schemas.ts', 'schemas.ts'),
        file('src/resources/{{plural}}/repository.ts', 'repository.ts'),
        file('src/resources/{{plural}}/routes.ts', 'routes.ts'),
        file('src/resources/{{plural}}/routes.test.ts', 'routes.test.ts'),
      ];
    },
  });
}
