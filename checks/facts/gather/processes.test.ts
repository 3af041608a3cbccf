/** What processes keep, write, log, schedule and start; in Node, Python and Go, with look-alikes. */
import t from 'tap';
import type { Facts } from '../facts.ts';
import { factOf } from './fact-of.ts';

type Files = Readonly<Record<string, string>>;
interface Row<Name extends keyof Facts> {
  readonly title: string;
  readonly files: Files;
  readonly expect: readonly string[];
  readonly fact?: Name;
}

const node = (source: string, dependencies: readonly string[] = [], more: Files = {}): Files => ({
  'package.json': JSON.stringify({
    name: 'a',
    scripts: { start: 'node server.js' },
    dependencies: Object.fromEntries(['express', ...dependencies].map((name) => [name, '1.0.0'])),
  }),
  'server.js': `const express = require('express');\nconst app = express();\n${source}\napp.listen(process.env.PORT);\n`,
  ...more,
});
const python = (source: string, more: Files = {}): Files => ({
  'requirements.txt': 'flask==3.0.0\n',
  'app.py': `from flask import Flask, request\napp = Flask(__name__)\n${source}\n`,
  Procfile: 'web: gunicorn app:app\n',
  ...more,
});
const go = (imports: string, source: string): Files => ({
  'go.mod': 'module example.org/a\n\ngo 1.22\n',
  'main.go': `package main\n\nimport (\n\t"net/http"\n\t${imports}\n)\n\n${source}\n`,
  Dockerfile: 'FROM golang:1.22\nCOPY . .\nRUN go build -o /server .\nCMD ["/server"]\n',
});

async function check<Name extends keyof Facts>(
  t: Tap,
  name: Name,
  rows: readonly Row<Name>[],
  show: (value: Facts[Name] extends readonly (infer One)[] ? One : never) => string,
): Promise<void> {
  for (const { title, files, expect } of rows) {
    const found = (await factOf(name, files)) as unknown as readonly Parameters<typeof show>[0][];
    t.same(found.map(show), expect, title);
  }
}
type Tap = { same(found: unknown, wanted: unknown, message: string): boolean };

t.test('sessions', async (t) => {
  const session = (options: string, before = '') =>
    `const session = require('express-session');\n${before}app.use(session({ secret: process.env.SECRET${options} }));`;
  await check(
    t,
    'sessions',
    [
      {
        title: 'express-session by itself',
        files: node(session(''), ['express-session']),
        expect: ['memory'],
      },
      {
        title: 'express-session in Redis',
        files: node(
          session(
            ', store: new RedisStore({ client })',
            "const { RedisStore } = require('connect-redis');\nconst client = require('redis').createClient({ url: process.env.REDIS_URL });\n",
          ),
          ['express-session', 'connect-redis', 'redis'],
        ),
        expect: ['cache'],
      },
      {
        title: 'cookie-session',
        files: node("app.use(require('cookie-session')({ keys: [process.env.KEY] }));", ['cookie-session']),
        expect: ['cookie'],
      },
      {
        title: 'only imported',
        files: node("const session = require('express-session');\n// app.use(session({ secret: 'x' }));", [
          'express-session',
        ]),
        expect: [],
      },
      {
        title: 'Flask-Session in files',
        files: python("app.config['SESSION_TYPE'] = 'filesystem'"),
        expect: ['file'],
      },
      {
        title: 'Flask’s own cookies',
        files: python('@app.get("/")\ndef index():\n    return ""'),
        expect: [],
      },
    ],
    ({ store }) => store,
  );
});

t.test('state in memory', async (t) => {
  await check(
    t,
    'memoryState',
    [
      {
        title: 'Node: an array that a route changes',
        files: node(
          "const todos = [];\napp.post('/todos', (req, res) => { todos.push(req.body); res.end(); });",
        ),
        expect: ['todos data'],
      },
      {
        title: 'Node: through a function of another module',
        files: node(
          "const store = require('./store');\napp.post('/todos', (req, res) => { store.add(req.body); res.end(); });",
          [],
          { 'store.js': 'const todos = [];\nmodule.exports.add = (todo) => { todos.push(todo); };\n' },
        ),
        expect: ['todos data'],
      },
      {
        title: 'Node: filled at start, read by routes',
        files: node("const routes = {};\nroutes.a = 1;\napp.get('/a', (req, res) => res.json(routes));"),
        expect: [],
      },
      {
        title: 'Node: local to a request',
        files: node("app.get('/a', (req, res) => { const list = []; list.push(1); res.json(list); });"),
        expect: [],
      },
      {
        title: 'Node: a cache by its name',
        files: node(
          "const userCache = new Map();\napp.get('/a', (req, res) => { userCache.set(req.url, 1); res.end(); });",
        ),
        expect: ['userCache cache'],
      },
      {
        title: 'Node: sockets',
        files: node(
          "const clients = new Set();\nconst { WebSocketServer } = require('ws');\nconst wss = new WebSocketServer({ port: process.env.WS_PORT });\nwss.on('connection', (socket) => { clients.add(socket); });",
          ['ws'],
        ),
        expect: ['clients connection'],
      },
      {
        title: 'Python: a dict that a route changes',
        files: python(
          'users = {}\n\n@app.post("/users")\ndef add():\n    users[request.json["id"]] = request.json\n    return ""',
        ),
        expect: ['users data'],
      },
      {
        title: 'Python: a list that nothing changes',
        files: python('users = []\n\n@app.get("/users")\ndef all_users():\n    return users'),
        expect: [],
      },
      {
        title: 'Go: a slice that a handler changes',
        files: go(
          '',
          'var todos []string\n\nfunc add(w http.ResponseWriter, r *http.Request) {\n\ttodos = append(todos, r.URL.Path)\n}\n\nfunc main() {\n\thttp.HandleFunc("/todos", add)\n\thttp.ListenAndServe(":8080", nil)\n}',
        ),
        expect: ['todos data'],
      },
      {
        title: 'Go: by a method that stands in another file',
        files: {
          ...go(
            '',
            'type Server struct{ mux *http.ServeMux }\n\nfunc (s *Server) routes() {\n\ts.mux.HandleFunc("/todos", s.add)\n}\n\nfunc main() {\n\ts := &Server{mux: http.NewServeMux()}\n\ts.routes()\n\thttp.ListenAndServe(":8080", s.mux)\n}',
          ),
          'todos.go':
            'package main\n\nimport "net/http"\n\nvar todos []string\n\nfunc (s *Server) add(w http.ResponseWriter, r *http.Request) {\n\ttodos = append(todos, r.URL.Path)\n}\n',
        },
        expect: ['todos data'],
      },
      {
        title: 'Go: a map that only main fills',
        files: go(
          '',
          'var names = map[string]string{}\n\nfunc main() {\n\tnames["a"] = "b"\n\thttp.ListenAndServe(":8080", nil)\n}',
        ),
        expect: [],
      },
    ],
    ({ name, use }) => `${name} ${use}`,
  );
});

t.test('writes to disk', async (t) => {
  const upload = (path: string) =>
    node(
      `const fs = require('fs');\nconst os = require('os');\nconst path = require('path');\napp.post('/a', (req, res) => { fs.writeFileSync(${path}, req.body); res.end(); });`,
    );
  await check(
    t,
    'diskWrites',
    [
      { title: 'Node: data', files: upload("'./data/todos.json'"), expect: ['data'] },
      { title: 'Node: temporary', files: upload("path.join(os.tmpdir(), 'a')"), expect: ['temporary'] },
      { title: 'Node: under /tmp', files: upload("'/tmp/a'"), expect: ['temporary'] },
      {
        title: 'Node: a script that nothing starts',
        files: node('', [], { 'scripts/seed.js': "require('fs').writeFileSync('data.json', '');\n" }),
        expect: [],
      },
      {
        title: 'Python: data',
        files: python(
          '@app.post("/a")\ndef save():\n    with open("data/a.json", "w") as file:\n        file.write("")\n    return ""',
        ),
        expect: ['data'],
      },
      {
        title: 'Python: reading',
        files: python(
          '@app.get("/a")\ndef load():\n    with open("data/a.json") as file:\n        return file.read()',
        ),
        expect: [],
      },
      {
        title: 'Go: data',
        files: go(
          '"os"',
          'func save(w http.ResponseWriter, r *http.Request) {\n\tos.WriteFile("/data/a", nil, 0o644)\n}\n\nfunc main() {\n\thttp.HandleFunc("/a", save)\n\thttp.ListenAndServe(":8080", nil)\n}',
        ),
        expect: ['data'],
      },
    ],
    ({ use }) => use,
  );
});

t.test('log files', async (t) => {
  const files = async (repository: Files) =>
    (await factOf('logSinks', repository))
      .filter(({ sink }) => sink === 'file')
      .map(({ at, offByDefault }) => `${at.path}:${at.line}${offByDefault ? ' off' : ''}`);
  t.same(
    await files(
      node(
        "const winston = require('winston');\nconst logger = winston.createLogger({ transports: [new winston.transports.File({ filename: 'app.log' })] });\napp.get('/', () => logger.info('x'));",
        ['winston'],
      ),
    ),
    ['server.js:4'],
  );
  t.same(await files(node("console.log('app.log');")), []);
  t.same(await files(python("import logging\nlogging.basicConfig(filename='app.log')")), ['app.py:4']);
  t.same(await files(python('import logging\nlogging.basicConfig(level=logging.INFO)')), []);
  t.same(await files({ ...python(''), Procfile: 'web: gunicorn --access-logfile - app:app\n' }), []);
  t.same(await files({ ...python(''), Procfile: 'web: gunicorn --access-logfile access.log app:app\n' }), [
    'Procfile:1',
  ]);
  t.same(
    await files(
      python(
        "LOGGING = {'version': 1, 'handlers': {'file': {'class': 'logging.handlers.RotatingFileHandler', 'filename': 'a.log'}}, 'root': {'handlers': ['file']}}\nimport logging.config\nlogging.config.dictConfig(LOGGING)",
      ),
    ),
    ['app.py:3'],
  );
});

t.test('schedulers', async (t) => {
  const cron = (job: string) =>
    node(`const cron = require('node-cron');\ncron.schedule('0 * * * *', ${job});`, ['node-cron']);
  await check(
    t,
    'schedulers',
    [
      {
        title: 'Node: a job that sends',
        files: cron(
          'sendReports);\nfunction sendReports() { mailer.sendMail({}); }\nconst mailer = require("nodemailer").createTransport({ host: process.env.SMTP_HOST }',
        ),
        expect: ['web once'],
      },
      {
        title: 'Node: a clean-up',
        files: cron(
          'cleanUpExpiredTokens);\nfunction cleanUpExpiredTokens() { app.db.query("DELETE FROM tokens"); }\nvoid (0',
        ),
        expect: ['web idempotent'],
      },
      {
        title: 'Python: APScheduler',
        files: python(
          'from apscheduler.schedulers.background import BackgroundScheduler\n\ndef send_mails():\n    mail.send("x")\n\nscheduler = BackgroundScheduler()\nscheduler.add_job(send_mails, "interval", hours=1)\nscheduler.start()',
        ),
        expect: ['web once'],
      },
    ],
    ({ process, guarded, idempotent }) =>
      `${process} ${guarded ? 'guarded' : idempotent ? 'idempotent' : 'once'}`,
  );
});

t.test('external programs', async (t) => {
  const image = (run: string) => ({
    Dockerfile: `FROM python:3.12-slim\n${run}\nCMD ["gunicorn", "app:app"]\n`,
  });
  const convert =
    'import subprocess\n\n@app.post("/a")\ndef a():\n    subprocess.run(["convert", "a.png", "a.jpg"])\n    return ""';
  await check(
    t,
    'externalPrograms',
    [
      {
        title: 'not installed',
        files: python(
          convert,
          image('RUN apt-get update && apt-get install -y --no-install-recommends curl'),
        ),
        expect: ['convert -'],
      },
      {
        title: 'installed under its package’s name',
        files: python(convert, image('RUN apt-get update && apt-get install -y imagemagick')),
        expect: ['convert Dockerfile:2'],
      },
      {
        title: 'a shell line',
        files: python(
          'import os\n\n@app.post("/a")\ndef a():\n    os.system("ffmpeg -i a b && rm a")\n    return ""',
        ),
        expect: ['ffmpeg -'],
      },
      {
        title: 'Node',
        files: node(
          "const { execFile } = require('child_process');\napp.get('/a', () => { execFile('pdftotext', ['a.pdf']); });",
        ),
        expect: ['pdftotext -'],
      },
      {
        title: 'Go',
        files: go(
          '"os/exec"',
          'func main() {\n\texec.Command("git", "version").Run()\n\thttp.ListenAndServe(":8080", nil)\n}',
        ),
        expect: ['git Dockerfile:1'],
      },
      {
        title: 'the platform’s own, and words in strings',
        files: python(
          'import subprocess\n\n@app.post("/a")\ndef a():\n    subprocess.run(["ls"])\n    return "convert a b"',
        ),
        expect: [],
      },
    ],
    ({ program, providedBy }) => `${program} ${providedBy ? `${providedBy.path}:${providedBy.line}` : '-'}`,
  );
});

t.test('changes of the schema', async (t) => {
  await check(
    t,
    'schemaChanges',
    [
      {
        title: 'Python: create_all at start',
        files: python(
          'from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy(app)\nwith app.app_context():\n    db.create_all()',
          { 'requirements.txt': 'flask==3.0.0\nflask-sqlalchemy==3.1.1\n' },
        ),
        expect: ['create_all() start'],
      },
      {
        title: 'Python: create_all in a main block that nothing runs',
        files: python(
          'from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy(app)\nif __name__ == "__main__":\n    db.create_all()',
        ),
        expect: [],
      },
      {
        title: 'Python: SQL in a route',
        files: python(
          'import psycopg2, os\n\n@app.get("/createdb")\ndef create():\n    psycopg2.connect(os.environ["DATABASE_URL"]).cursor().execute("CREATE TABLE a (id int)")\n    return ""',
        ),
        expect: ['CREATE TABLE in code request'],
      },
      {
        title: 'Python: SQL that is only logged',
        files: python('import logging\nlogging.info("CREATE TABLE a (id int)")'),
        expect: [],
      },
      {
        title: 'a migration before the web process',
        files: python('', { Procfile: 'web: flask db upgrade && gunicorn app:app\n' }),
        expect: ['flask db upgrade start'],
      },
      {
        title: 'a migration as a release phase',
        files: python('', { Procfile: 'release: flask db upgrade\nweb: gunicorn app:app\n' }),
        expect: ['flask db upgrade oneOff'],
      },
      {
        title: 'Node: sequelize.sync',
        files: node(
          "const { Sequelize } = require('sequelize');\nconst sequelize = new Sequelize(process.env.DATABASE_URL);\nsequelize.sync().then(() => {});",
          ['sequelize', 'pg'],
        ),
        expect: ['sequelize.sync() start'],
      },
      {
        title: 'the database’s own first start',
        files: {
          ...python(''),
          'compose.yaml':
            'services:\n  web:\n    build: .\n  db:\n    image: postgres:17\n    volumes:\n      - ./init.sql:/docker-entrypoint-initdb.d/init.sql\n',
          Dockerfile: 'FROM python:3.12\nCMD ["gunicorn", "app:app"]\n',
          'init.sql': 'CREATE TABLE a (id int);\n',
        },
        expect: ['init script databaseInit'],
      },
    ],
    ({ what, when }) => `${what} ${when}`,
  );
});
