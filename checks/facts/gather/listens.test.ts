/** Ports, from calls and from start commands; and who stops what listens. */
import t from 'tap';
import { factOf } from './fact-of.ts';

const package_ = (start: string, dependencies = '"express":"4.18.2"') => ({
  'package.json': `{"name":"a","scripts":{"start":"${start}"},"dependencies":{${dependencies}}}`,
});
const express = (listen: string, more: Readonly<Record<string, string>> = {}) => ({
  ...package_('node server.js'),
  'server.js': `const express = require('express');\nconst app = express();\n${listen}\n`,
  ...more,
});
const flask = (command: string, run = 'app.run(port=5000)') => ({
  'requirements.txt': 'flask==3.0.0\ngunicorn==22.0.0\n',
  'app.py': `import os\nfrom flask import Flask\napp = Flask(__name__)\nif __name__ == '__main__':\n    ${run}\n`,
  Dockerfile: `FROM python:3.12\nCOPY . .\nCMD ${command}\n`,
});
const go = (listen: string, imports = '"net/http"; "os"') => ({
  'go.mod': 'module example.org/a\n\ngo 1.22\n',
  'main.go': `package main\n\nimport (\n\t${imports.replaceAll('; ', '\n\t')}\n)\n\nfunc main() {\n\t${listen.replaceAll('; ', '\n\t')}\n}\n`,
  Dockerfile: 'FROM golang:1.22\nCOPY . .\nRUN go build -o /server .\nCMD ["/server"]\n',
});

interface Row {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly listens: readonly string[];
  /** `by:what` of each process; closes after it. */
  readonly stops?: readonly string[];
}

const rows: readonly Row[] = [
  {
    title: 'Express: literal',
    files: express('app.listen(3000);'),
    listens: ['server.js:3 literal 3000'],
    stops: ['none'],
  },
  {
    title: 'Express: environment with default',
    files: express('const port = process.env.PORT || 3000;\napp.listen(port);'),
    listens: ['server.js:4 environment PORT 3000'],
    stops: ['none'],
  },
  {
    title: 'Express: from a config module',
    files: express("const { port } = require('./config');\napp.listen(port, '127.0.0.1');", {
      'config.js': 'module.exports = { port: process.env.APP_PORT };\n',
    }),
    listens: ['server.js:4 environment APP_PORT loopback'],
  },
  {
    title: 'Express: comment and string',
    files: express("// app.listen(3000)\nconst text = 'app.listen(3000)';\napp.set('x', text);"),
    listens: [],
  },
  {
    title: 'Express: handler that closes',
    files: express(
      "const server = app.listen(process.env.PORT);\nprocess.on('SIGTERM', () => server.close());",
    ),
    listens: ['server.js:3 environment PORT'],
    stops: ['handler closes'],
  },
  {
    title: 'Express: handler that only exits',
    files: express("app.listen(process.env.PORT);\nprocess.on('SIGTERM', () => process.exit(0));"),
    listens: ['server.js:3 environment PORT'],
    stops: ['handler'],
  },
  {
    title: 'Express: another signal',
    files: express(
      "const server = app.listen(process.env.PORT);\nprocess.on('SIGINT', () => server.close());",
    ),
    listens: ['server.js:3 environment PORT'],
    stops: ['none'],
  },
  {
    title: 'Express: several signals in a list',
    files: express(
      "const server = app.listen(process.env.PORT);\nfor (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);\nfunction stop() { server.close(); }",
    ),
    listens: ['server.js:3 environment PORT'],
    stops: ['handler closes'],
  },
  {
    title: 'Next by its own command',
    files: package_('next start', '"next":"14.2.0"'),
    listens: ['package.json:1 environment PORT 3000'],
    stops: ['server'],
  },
  {
    title: 'Next with a port',
    files: package_('next start -p 4000', '"next":"14.2.0"'),
    listens: ['package.json:1 literal 4000'],
  },
  {
    title: 'Flask: gunicorn without a port reads PORT; app.run is never reached',
    files: flask('["gunicorn", "app:app"]'),
    listens: ['Dockerfile:3 environment PORT 8000'],
    stops: ['server'],
  },
  {
    title: 'Flask: gunicorn with a literal',
    files: flask('["gunicorn", "-b", "0.0.0.0:5000", "app:app"]'),
    listens: ['Dockerfile:3 literal 5000'],
    stops: ['server'],
  },
  {
    title: 'Flask: gunicorn with a variable',
    files: flask('gunicorn -b 0.0.0.0:${PORT:-5000} app:app'),
    listens: ['Dockerfile:3 environment PORT 5000'],
  },
  {
    title: 'Flask: gunicorn’s configuration file',
    files: {
      ...flask('["gunicorn", "app:app"]'),
      'gunicorn.conf.py': "import os\nbind = '0.0.0.0:' + os.environ.get('WEB_PORT', '5000')\n",
    },
    listens: ['Dockerfile:3 environment WEB_PORT 5000'],
  },
  {
    title: 'Flask: development server',
    files: flask('["flask", "run", "--host", "0.0.0.0"]'),
    listens: ['Dockerfile:3 environment FLASK_RUN_PORT 5000'],
    stops: ['none'],
  },
  {
    title: 'Flask: run as a program',
    files: flask('["python", "app.py"]'),
    listens: ['app.py:5 literal 5000'],
    stops: ['none'],
  },
  {
    title: 'Flask: run as a program, from the environment',
    files: flask('["python", "app.py"]', "app.run(port=int(os.environ.get('PORT', 5000)))"),
    listens: ['app.py:5 environment PORT 5000'],
  },
  {
    title: 'Go: literal',
    files: go('http.ListenAndServe(":8080", nil)', '"net/http"'),
    listens: ['main.go:8 literal 8080'],
    stops: ['none'],
  },
  {
    title: 'Go: environment',
    files: go('port := os.Getenv("PORT"); http.ListenAndServe(":"+port, nil)'),
    listens: ['main.go:10 environment PORT'],
  },
];

for (const { title, files, listens, stops } of rows)
  t.test(title, async (t) => {
    const found = await factOf('listens', files);
    t.same(
      found.map(({ at, port, loopback }) =>
        [
          `${at.path}:${at.line}`,
          port.from,
          ...port.variables.slice(0, 1),
          ...(port.literal === undefined ? [] : [port.literal]),
          ...(loopback ? ['loopback'] : []),
        ].join(' '),
      ),
      listens,
    );
    if (!stops) return;
    const stopping = await factOf('stopHandling', files);
    t.same(
      stopping.map(({ by, closes }) => (by === 'handler' && closes ? 'handler closes' : by)),
      stops,
    );
  });

t.test('Go: a signal that leads to Shutdown, and one that doesn’t', async (t) => {
  const files = (signals: string, end: string) =>
    go(
      `server := &http.Server{Addr: ":" + os.Getenv("PORT")}; go server.ListenAndServe(); stop := make(chan os.Signal, 1); signal.Notify(stop, ${signals}); <-stop; ${end}`,
      '"context"; "net/http"; "os"; "os/signal"; "syscall"',
    );
  const by = async (signals: string, end: string) =>
    (await factOf('stopHandling', files(signals, end))).map(({ by, closes }) => `${by} ${closes}`);
  t.same(await by('os.Interrupt, syscall.SIGTERM', 'server.Shutdown(context.Background())'), [
    'handler true',
  ]);
  t.same(await by('os.Interrupt', 'server.Shutdown(context.Background())'), ['none false']);
  t.same(await by('syscall.SIGTERM', 'os.Exit(0)'), ['handler false']);
});
