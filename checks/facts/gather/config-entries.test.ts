/** Every format of configuration files, and the inputs that break parsers. */
import t from 'tap';
import { readConfigFile } from './config-entries.ts';

const leaves = async (path: string, text: string) =>
  (await readConfigFile(text, path)).entries.map(
    ({ key, value, at }) => `${at.line} ${key.join('.')} = ${value}`,
  );

t.test('formats', async (t) => {
  t.same(
    await leaves(
      'a.json',
      '{\n  // a comment\n  "db": { "password": "x", "hosts": ["a", "b"] },\n  "n": null, "on": true\n}',
    ),
    ['3 db.password = x', '3 db.hosts.0 = a', '3 db.hosts.1 = b', '4 on = true'],
  );
  t.same(await leaves('a.yml', 'db:\n  password: x # why\n  hosts:\n    - a\n---\nsecond: 1\n'), [
    '2 db.password = x',
    '4 db.hosts.0 = a',
    '6 second = 1',
  ]);
  t.same(
    await leaves(
      'a.toml',
      'top = 1\n[db.main]\npassword = "x" # why\nurl = \'a#b\'\ntext = """\npassword = "no"\n"""\n',
    ),
    ['1 top = 1', '3 db.main.password = x', '4 db.main.url = a#b'],
  );
  t.same(await leaves('a.ini', '; password = no\n[db]\npassword = x\nhost: y\n'), [
    '3 db.password = x',
    '4 db.host = y',
  ]);
  t.same(await leaves('a.properties', '# a\nspring.datasource.password=x:y\n'), [
    '2 spring.datasource.password = x:y',
  ]);
});

t.test('bad input is a problem or nothing, never a throw', async (t) => {
  t.equal((await readConfigFile('{ "a": ', 'a.json')).problems.length, 1);
  t.equal((await readConfigFile('a: [', 'a.yaml')).problems.length, 1);
  for (const nested of ['['.repeat(90_000), '{"a":'.repeat(30_000)])
    for (const path of ['a.json', 'a.yaml']) t.ok((await readConfigFile(nested, path)).entries.length < 100);
  t.same(await leaves('a.json', '{"__proto__": {"password": "x"}}'), ['1 __proto__.password = x']);
});
