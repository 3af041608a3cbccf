/** Command lines and the servers that they start. */
import t from 'tap';
import { flagValue, serverStartedBy } from './server-programs.ts';

const started = (line: string): string | undefined => serverStartedBy(line.split(' '))?.program.server;

t.test('known servers behind interpreters and runners', async (t) => {
  const lines: Readonly<Record<string, string>> = {
    'gunicorn -b :5000 app:app': 'gunicorn',
    'exec gunicorn app:app': 'gunicorn',
    '/usr/local/bin/gunicorn app:app': 'gunicorn',
    'poetry run uvicorn app.main:app': 'uvicorn',
    'python3 -m uvicorn app:app': 'uvicorn',
    'python -u -m flask run --host 0.0.0.0': 'flask development server',
    'flask --app main run -p 80': 'flask development server',
    'python manage.py runserver 0.0.0.0:8000': 'django development server',
    'python -m http.server 8000': 'http.server',
    'npx next start': 'next start',
    'PORT=80 next start': 'next start',
    'node_modules/.bin/serve -s build': 'serve',
    'bundle exec puma -C config/puma.rb': 'puma',
    'celery -A app worker': 'celery',
    'tini -- gunicorn app:app': 'gunicorn',
    'uv run fastapi run app.py': 'fastapi run',
  };
  for (const [line, server] of Object.entries(lines)) t.equal(started(line), server, line);
});

t.test('the app’s own program, and lines that only name a server', async (t) => {
  for (const line of [
    'node server.js',
    'python app.py',
    './gunicorn.sh',
    '/app/server',
    'echo gunicorn',
    'flask db upgrade',
    'npm start',
    'node serve.js',
    'flask routes',
    '',
    '--',
  ])
    t.equal(started(line), undefined, line);
});

t.test('flags', async (t) => {
  for (const line of ['--port 80', '--port=80', '-p 80', '-p80', 'app:app --port 80'])
    t.equal(flagValue(line.split(' '), ['port', 'p']), '80', line);
  t.equal(flagValue(['--portal', '80'], ['port']), undefined);
});
