// Python's manifests, what fixes their versions, and where modules come from.
import t from 'tap';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';

const show = (text: string, path: string) =>
  readManifest(text, path).dependencies.map(
    ({ name, constraint, exact, scope, at }) =>
      `${at.line} ${name}${exact ? ' =' : ''} ${constraint} ${scope}`,
  );

t.test('requirements', async (t) => {
  const text = [
    '# a comment', '-r base.txt', '-c constraints.txt', '--index-url https://pypi.org/simple', 'Flask[async]==3.0.0 ; python_version > "3.8"  # why',
    'requests>=2,<3', 'redis', 'gunicorn==21.* ', 'a==1.0 \\', '    --hash=sha256:abc', '-e .', 'pkg @ https://x.org/pkg-1.2.tar.gz',
    'git+https://github.com/o/n.git@0123456789012345678901234567890123456789#egg=n', 'git+https://github.com/o/m.git@main',
  ].join('\n'); // biome-ignore format: lines of a file
  t.same(show(text, 'requirements.txt'), [
    '5 Flask = ==3.0.0 runtime', '6 requests >=2,<3 runtime', '7 redis  runtime', '8 gunicorn ==21.* runtime', '9 a = ==1.0 runtime',
    '12 pkg = https://x.org/pkg-1.2.tar.gz runtime',
    '13 n = git+https://github.com/o/n.git@0123456789012345678901234567890123456789#egg=n runtime',
    '14 m git+https://github.com/o/m.git@main runtime',
  ]); // biome-ignore format: a list
  t.same(show('pytest==8', 'requirements-dev.txt'), ['1 pytest = ==8 development']);
  t.equal(readManifest('<<<< HEAD\n', 'requirements.txt').problems.length, 1);
});

t.test('pyproject.toml', async (t) => {
  const pep621 =
    '[project]\nname = "x"\ndependencies = ["flask>=3", "redis==5.0"]\n[project.optional-dependencies]\ns3 = ["boto3"]\n[dependency-groups]\ndev = ["pytest"]\n[tool.uv.workspace]\nmembers = ["a/*"]\n';
  t.same(show(pep621, 'pyproject.toml'), [
    '3 flask >=3 runtime',
    '3 redis = ==5.0 runtime',
    '5 boto3  optional',
    '7 pytest  development',
  ]);
  t.same(readManifest(pep621, 'pyproject.toml').members, ['a/*']);
  const poetry =
    '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.12"\nflask = "^3"\nredis = {version = "5.0.1", optional = true}\nmine = {path = "../mine"}\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n';
  t.same(show(poetry, 'pyproject.toml'), [
    '5 flask ^3 runtime',
    '6 redis = 5.0.1 optional',
    '9 pytest * development',
  ]);
  t.equal(readManifest('[project', 'pyproject.toml').problems.length, 1);
  t.same(show('[__proto__]\nx = 1\n[project]\ndependencies = 5\n', 'pyproject.toml'), []);
});

t.test('the other manifests', async (t) => {
  t.same(show('[packages]\nflask = "*"\nredis = {version = "==5.0"}\n[dev-packages]\npytest = "*"\n', 'Pipfile'), [
    '2 flask * runtime', '3 redis = ==5.0 runtime', '5 pytest * development',
  ]); // biome-ignore format: a list
  t.same(show('[metadata]\nname = x\n[options]\ninstall_requires =\n    flask>=3\n    redis\n[options.extras_require]\ns3 = boto3\n', 'setup.cfg'), [
    '5 flask >=3 runtime', '6 redis  runtime', '8 boto3  optional',
  ]); // biome-ignore format: a list
  const script = [
    '"""install_requires=[\'no\']"""', '# install_requires=["no"]', 'needs = ["flask>=3",  # why', '    "redis"]', 'setup(name="x",', '  install_requires=needs,',
    '  extras_require={"s3": ["boto3"]},', ')',
  ].join('\n'); // biome-ignore format: lines of a file
  t.same(show(script, 'setup.py'), ['3 flask >=3 runtime', '4 redis  runtime', '7 boto3  optional']);
  t.same(show('name: x\ndependencies:\n  - python=3.12\n  - numpy=1.26.4\n  - scipy\n  - pip:\n      - flask==3.0\n', 'environment.yml'), [
    '4 numpy = =1.26.4 runtime', '5 scipy  runtime', '7 flask = ==3.0 runtime',
  ]); // biome-ignore format: a list
});

t.test('locks', async (t) => {
  const lockOf = (files: Record<string, string>, path: string) => {
    const file = readManifest(files[path] ?? '', path);
    const { lock, kind, open } = readLock(
      { path, file },
      (name) => (Object.hasOwn(files, name) ? files[name] : undefined),
      () => true,
    );
    return `${lock?.path ?? 'none'} ${kind}${open.length > 0 ? `: ${open.map(({ name }) => name).join()}` : ''}`;
  };
  const cases: readonly (readonly [Record<string, string>, string, string])[] = [
    [{ 'requirements.txt': 'a==1\nb==2\n' }, 'requirements.txt', 'requirements.txt requirements.txt'],
    [{ 'requirements.txt': 'a==1\nb>=2\nc' }, 'requirements.txt', 'requirements.txt requirements.txt: b,c'],
    [{ 'requirements.txt': 'a\nb' }, 'requirements.txt', 'none requirements.txt: a,b'],
    [{ 'requirements.txt': '-c pins.txt\na\nb==1', 'pins.txt': 'A==1' }, 'requirements.txt', 'requirements.txt requirements.txt'],
    [{ 'requirements.in': 'a', 'requirements.txt': 'a==1\nb==2' }, 'requirements.in', 'requirements.txt requirements.txt'],
    [{ 'requirements.in': 'a' }, 'requirements.in', 'none requirements.txt'],
    [{ 'pyproject.toml': '[project]\ndependencies=["a_b", "c"]', 'uv.lock': '[[package]]\nname = "a-b"\n' }, 'pyproject.toml', 'uv.lock uv.lock: c'],
    [{ 'x/pyproject.toml': '[project]\ndependencies=["a"]', 'uv.lock': '[[package]]\nname = "a"\n' }, 'x/pyproject.toml', 'uv.lock uv.lock'],
    [{ 'pyproject.toml': '[tool.poetry.dependencies]\na = "^1"', 'poetry.lock': '[[package]]\nname = "a"\n' }, 'pyproject.toml', 'poetry.lock poetry.lock'],
    [{ 'pyproject.toml': '[tool.poetry.dependencies]\na = "^1"', 'poetry.lock': '# empty\n' }, 'pyproject.toml', 'none poetry.lock'],
    [{ 'pyproject.toml': '[project]\ndependencies=["a"]', 'requirements.txt': 'a==1' }, 'pyproject.toml', 'requirements.txt requirements.txt'],
    [{ Pipfile: '[packages]\na = "*"', 'Pipfile.lock': '{"default": {\n"a": {\n}}}' }, 'Pipfile', 'Pipfile.lock Pipfile.lock'],
    [{ Pipfile: '[packages]\na = "*"' }, 'Pipfile', 'none Pipfile.lock'],
  ]; // biome-ignore format: a table
  for (const [files, path, expected] of cases) t.equal(lockOf(files, path), expected, JSON.stringify(files));
});

t.test('modules', async (t) => {
  for (const name of ['os.path', 'tomllib', 'asyncio', 'distutils.util', 'xml.etree'])
    t.ok(isPlatformModule(name), name);
  for (const name of ['flask', 'yaml', 'osx', 'typing_extensions']) t.notOk(isPlatformModule(name), name);
  t.same(packagesOf('yaml'), ['PyYAML']);
  t.same(packagesOf('psycopg2.extras'), ['psycopg2', 'psycopg2-binary']);
  t.same(packagesOf('flask_cors'), ['flask-cors', 'flask_cors']);
  t.same(packagesOf('google.cloud.storage'), ['google-cloud-storage']);
  t.same(packagesOf('.local'), []);
  t.same(packagesOf('constructor'), ['constructor']);

  const paths = [
    'app/__init__.py',
    'app/main.py',
    'app/db/session.py',
    'config.py',
    'src/lib/__init__.py',
    'redis.py',
    'space/deep/one.py',
  ];
  const files = { has: (path: string) => paths.includes(path), paths };
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['.', 'app/main.py', 'app/__init__.py'],
    ['.main', 'app/db/session.py', undefined],
    ['..main', 'app/db/session.py', 'app/main.py'],
    ['....x', 'app/main.py', undefined],
    ['app.db.session', 'app/main.py', 'app/db/session.py'],
    ['config', 'app/main.py', 'config.py'],
    ['main', 'app/other.py', 'app/main.py'],
    ['lib', 'app/main.py', 'src/lib/__init__.py'],
    ['space.deep', 'config.py', 'space/deep'],
    ['redis', 'redis.py', undefined],
    ['flask', 'app/main.py', undefined],
  ]; // biome-ignore format: a table
  for (const [module, from, expected] of cases)
    t.equal(resolveModule(module, from, files, []), expected, `${module} from ${from}`);
});

t.test('tests are told by their paths', async (t) => {
  for (const path of ['tests/a.py', 'test_a.py', 'a/b_test.py', 'conftest.py', 'x_pb2.py', 'app/tests.py'])
    t.ok(isTestPath(path), path);
  for (const path of ['app/contest.py', 'latest.py', 'testing_ground.py', 'app/attest/x.py'])
    t.notOk(isTestPath(path), path);
});
