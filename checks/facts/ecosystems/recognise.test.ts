/** Which readers a repository's files ask for: these are loaded, and no others. */
import t from 'tap';
import { repoOf } from '../../engine/repo-of.ts';
import { ecosystems, readerOf } from './index.ts';
import { ecosystemOfFile, ecosystemOfManifest, languageOf, loadReadersFor } from './recognise.ts';

const isLoaded = (id: Parameters<typeof readerOf>[0]): boolean => {
  try {
    return readerOf(id) !== undefined;
  } catch {
    return false;
  }
};

t.test('a repository loads the readers of what it holds', async (t) => {
  const loaded = () => ecosystems.map(({ id }) => id).filter(isLoaded);
  t.same(loaded(), []);
  await loadReadersFor(repoOf({ 'README.md': 'Rust, in a word', Dockerfile: 'FROM scratch' }));
  t.same(loaded(), []);
  await loadReadersFor(repoOf({ 'svc/Cargo.toml': '[package]\nname = "a"', 'web/app.vue': '<template/>' }));
  t.same(loaded(), ['node', 'rust']);
  await loadReadersFor(repoOf({ 'config.ru': 'run App' }));
  t.same(loaded(), ['node', 'ruby', 'rust']);
});

t.test('one that was not loaded is refused, not absent', async (t) => {
  t.throws(() => readerOf('elixir'), /elixir is not loaded/);
  t.equal(readerOf('unknown'), undefined);
});

t.test('manifests', async (t) => {
  const expected = {
    'vendor/manifest': 'go',
    'pom.xml': 'java',
    'app/build.gradle.kts': 'java',
    'Shop/Shop.csproj': 'dotnet',
    'requirements/base.txt': 'python',
    'requirements-dev.in': 'python',
    'build.sbt': 'java',
    'notes.txt': undefined,
  };
  for (const [path, ecosystem] of Object.entries(expected))
    t.equal(ecosystemOfManifest(path), ecosystem, path);
});

t.test('source, also in languages that nothing reads', async (t) => {
  t.equal(ecosystemOfFile('src/Main.scala'), 'java');
  t.equal(ecosystemOfFile('SRC/APP.PY'), 'python');
  t.equal(ecosystemOfFile('Makefile'), undefined);
});

t.test('a script without extension names its language on its first line', async (t) => {
  const repo = repoOf({
    'bin/serve': '#!/usr/bin/env -S deno run\n',
    'bin/console': '#!/usr/local/bin/php\n',
    'bin/run': '#!/bin/sh\nnode server.js\n',
    'bin/run.txt': '#!/usr/bin/env node\n',
    '.ruby': 'puts 1',
  });
  t.same(languageOf('bin/serve', repo), { ecosystem: 'node', grammar: 'typescript' });
  t.same(languageOf('bin/console', repo), { ecosystem: 'php', grammar: 'php' });
  for (const path of ['bin/run', 'bin/run.txt', '.ruby', 'bin/absent'])
    t.equal(languageOf(path, repo), undefined, path);
});
