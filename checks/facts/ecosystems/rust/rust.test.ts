// Reads small Rust files: what expressions stand for, names, state, manifests, locks, modules.
import t from 'tap';
import type { SourceModule, Value } from '../../source/model.ts';
import { parseSource } from '../../source/syntax.ts';
import { rust } from './index.ts';

async function read(text: string, path = 'src/main.rs'): Promise<SourceModule> {
  const parsed = await parseSource(text, path, 'rust');
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return rust.readSource(parsed.tree, text, path);
}

/** A value in short: `env(PORT|"80")`. */
function brief(value: Value | undefined): string {
  switch (value?.kind) {
    case 'literal':
      return value.type === 'string' ? JSON.stringify(value.text) : value.text;
    case 'environment':
      return `env(${value.name}${value.fallback ? `|${brief(value.fallback)}` : ''}${value.required ? '!' : ''})`;
    case 'text':
      return value.parts.map(brief).join('+');
    case 'list':
      return `[${value.items.map(brief).join(' ')}]`;
    case 'call':
      return `${value.call.callee}(${value.call.arguments.map(brief).join(' ')})`;
    default:
      return value?.kind ?? '-';
  }
}

t.test('what an expression stands for', async (t) => {
  const table: Readonly<Record<string, string>> = {
    'env::var("PORT").unwrap()': 'env(PORT!)',
    'env::var("PORT").unwrap_or_else(|_| "80".to_string())': 'env(PORT|"80")',
    'env::var("PORT").unwrap_or("80".into()).parse::<u16>().unwrap()': 'env(PORT|"80")',
    'env::var("PORT").unwrap_or_else(|_| panic!("none"))': 'env(PORT!)',
    'match env::var("PORT") { Ok(port) => port, Err(_) => "80".to_string() }': 'env(PORT|"80")',
    'format!("{}:{port}", "0.0.0.0")': '"0.0.0.0"+":"+80',
    'SocketAddr::from(([0, 0, 0, 0], port))': '[[0 0 0 0] 80]',
    'Client::open("redis://x")?': 'redis.Client.open("redis://x")',
  };
  for (const [source, expected] of Object.entries(table)) {
    const { functions } = await read(
      `use std::env;\nuse redis::Client;\nuse std::net::SocketAddr;\nfn value() {\n let port = 80;\n ${source}\n}\n`,
    );
    t.equal(brief(functions.find(({ name }) => name === 'value')?.returns[0]), expected, source);
  }
});

t.test('state behind locks, tests left out', async (t) => {
  const { bindings, functions } = await read(`
static ITEMS: Mutex<Vec<u8>> = Mutex::new(Vec::new());
struct State { todos: Mutex<Vec<u8>> }
fn add(state: &State) { ITEMS.lock().unwrap().push(1); state.todos.lock().unwrap().push(2); }
fn read(state: &State) -> usize { state.todos.lock().unwrap().len() }
#[cfg(test)]
mod tests { fn inner() { super::ITEMS.lock().unwrap().clear(); } }
`);
  t.same(
    bindings.map(({ name, collection, changes }) => [name, collection, changes.map(({ how }) => how)]),
    [
      ['ITEMS', true, ['push']],
      ['todos', true, ['push']],
    ],
  );
  t.notOk(functions.some(({ name }) => name === 'inner'));
});

t.test('Cargo.toml and Cargo.lock', (t) => {
  const manifest = rust.readManifest(
    '[package]\nname = "shop"\n\n[dependencies]\naxum = "0.7"\npinned = "=1.2.3"\nrenamed = { package = "other", version = "1" }\n\n[dev-dependencies]\nmockito = "1"\n',
    'Cargo.toml',
  );
  t.same(
    manifest.dependencies.map(({ name, exact, scope, at }) => [name, exact, scope, at.line]),
    [
      ['axum', false, 'runtime', 5],
      ['pinned', true, 'runtime', 6],
      ['other', false, 'runtime', 7],
      ['mockito', false, 'development', 10],
    ],
  );
  const lock = rust.readLock(
    { path: 'shop/Cargo.toml', file: manifest },
    (path) =>
      path === 'Cargo.lock' ? '[[package]]\nname = "axum"\n\n[[package]]\nname = "other"\n' : undefined,
    () => true,
  );
  t.equal(lock.lock?.path, 'Cargo.lock');
  t.same(
    lock.open.map(({ name }) => name),
    ['pinned', 'mockito'],
  );
  t.equal(rust.readManifest('[package', 'Cargo.toml').problems.length, 1);
  t.end();
});

t.test('files of modules', (t) => {
  const paths = ['src/main.rs', 'src/routes/mod.rs', 'src/routes/todos.rs', 'src/config.rs'];
  const files = { has: (path: string) => paths.includes(path), paths };
  const found = (module: string, from = 'src/main.rs') => rust.resolveModule(module, from, files, []);
  t.equal(found('self.config'), 'src/config.rs');
  t.equal(found('crate.config', 'src/routes/todos.rs'), 'src/config.rs');
  t.equal(found('super', 'src/routes/todos.rs'), 'src/routes/mod.rs');
  t.equal(found('self.todos', 'src/routes/mod.rs'), 'src/routes/todos.rs');
  t.equal(found('axum'), undefined);
  t.same(rust.packagesOf('actix_web'), ['actix-web', 'actix_web']);
  t.end();
});

t.test('what is hostile ends', async (t) => {
  t.ok((await read(`fn f() { ${'('.repeat(3000)}1${')'.repeat(3000)}; }\n`)).path);
  const doubling = Array.from({ length: 60 }, (_, i) => `let x${i + 1} = (x${i}, x${i});`).join('\n');
  t.ok((await read(`fn f(x0: u8) {\n${doubling}\nx60\n}\n`)).functions.length > 0);
});
