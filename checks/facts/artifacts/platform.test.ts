import t from 'tap';
import { platformReader } from './platform.ts';

const read = async (path: string, text: string) => (await platformReader(path)?.(text, path))?.file;

t.test('a Procfile', async (t) => {
  const file = await read('Procfile', '# web: comment\nweb: gunicorn app:app\nrelease: flask db upgrade\n\n');
  t.same(
    file?.processes.map(({ name, oneOff, at }) => [name, oneOff, at.line]),
    [
      ['web', false, 2],
      ['release', true, 3],
    ],
  );
  t.equal(await read('Procfile', '# nothing\n'), undefined);
  t.equal((await read('Procfile.dev', 'web: x\n'))?.purpose, 'development');
});

t.test('platform files', async (t) => {
  t.match(
    await read(
      'fly.toml',
      'app = "x"\n[deploy]\nrelease_command = "migrate"\n[[http_service.checks]]\npath = "/"\n',
    ),
    { processes: [{ name: 'release', oneOff: true }, { name: 'app' }], healthCheck: { line: 4 } },
  );
  t.match(
    await read(
      'render.yaml',
      'services:\n  - type: web\n    name: api\n    startCommand: node .\n    healthCheckPath: /ok\n',
    ),
    { processes: [{ name: 'api' }], healthCheck: { line: 5 } },
  );
  t.match(await read('.do/app.yaml', 'services:\n  - name: api\n    run_command: ./x\n'), { folder: '.' });
  t.match(
    await read('x.service', '[Service]\nExecStart=/usr/bin/x -a\nEnvironment="A=b c"\nWatchdogSec=5\n'),
    {
      processes: [{ command: { words: ['/usr/bin/x', '-a'] } }],
      env: [{ name: 'A', value: 'b c' }],
      healthCheck: { line: 4 },
    },
  );
  t.equal(await read('app.json', '{"expo": {"name": "x"}}'), undefined);
  t.match(await read('app.json', '{"scripts": {"postdeploy": "seed"}}'), { processes: [{ oneOff: true }] });
});

t.test('broken files are problems', async (t) => {
  for (const [path, text] of [
    ['fly.toml', '= ['],
    ['render.yaml', '['.repeat(50_000)],
    ['railway.toml', '['.repeat(50_000)],
  ] as const)
    t.ok((await platformReader(path)?.(text, path))?.problems.length, path);
});
