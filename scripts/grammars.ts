/** Brings the grammars out of their official packages into `checks/facts/grammars`; `--check` only compares hashes. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Source {
  readonly package: string;
  readonly version: string;
  /** Grammar name → file inside the package. */
  readonly files: Readonly<Record<string, string>>;
}

interface Entry {
  readonly grammar: string;
  readonly package: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
  readonly licence: string;
}

// The packages can't be dependencies: their peers conflict, they run install scripts and weigh 280 MB.
const sources: readonly Source[] = [
  { package: 'tree-sitter-bash', version: '0.25.1', files: { bash: 'tree-sitter-bash.wasm' } },
  { package: 'tree-sitter-c-sharp', version: '0.23.5', files: { csharp: 'tree-sitter-c_sharp.wasm' } },
  { package: 'tree-sitter-elixir', version: '0.3.5', files: { elixir: 'tree-sitter-elixir.wasm' } },
  { package: 'tree-sitter-go', version: '0.25.0', files: { go: 'tree-sitter-go.wasm' } },
  {
    package: 'tree-sitter-javascript',
    version: '0.25.0',
    files: { javascript: 'tree-sitter-javascript.wasm' },
  },
  { package: 'tree-sitter-php', version: '0.24.2', files: { php: 'tree-sitter-php.wasm' } },
  { package: 'tree-sitter-java', version: '0.23.5', files: { java: 'tree-sitter-java.wasm' } },
  {
    package: '@tree-sitter-grammars/tree-sitter-kotlin',
    version: '1.1.0',
    files: { kotlin: 'tree-sitter-kotlin.wasm' },
  },
  { package: 'tree-sitter-python', version: '0.25.0', files: { python: 'tree-sitter-python.wasm' } },
  { package: 'tree-sitter-ruby', version: '0.23.1', files: { ruby: 'tree-sitter-ruby.wasm' } },
  { package: 'tree-sitter-rust', version: '0.24.0', files: { rust: 'tree-sitter-rust.wasm' } },
  {
    package: 'tree-sitter-typescript',
    version: '0.23.2',
    files: { tsx: 'tree-sitter-tsx.wasm', typescript: 'tree-sitter-typescript.wasm' },
  },
];

const folder = fileURLToPath(new URL('../checks/facts/grammars/', import.meta.url));
const manifest = join(folder, 'manifest.json');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The grammars of one package, unpacked in a folder that is gone afterwards; nothing of the package is run. */
function fetchGrammars(source: Source): { entry: Entry; bytes: Buffer }[] {
  const work = mkdtempSync(join(tmpdir(), 'twelvefold-grammar-'));
  try {
    const name = `${source.package}@${source.version}`;
    execFileSync('npm', ['pack', name, '--ignore-scripts', '--silent', '--pack-destination', work], {
      cwd: work,
    });
    const archive = readdirSync(work).find((file) => file.endsWith('.tgz'));
    if (!archive) throw new Error(`npm pack ${name} left no archive`);
    execFileSync('tar', ['xzf', archive], { cwd: work });
    const described = JSON.parse(readFileSync(join(work, 'package/package.json'), 'utf8')) as {
      license?: string;
    };
    return Object.entries(source.files).map(([grammar, path]) => {
      const bytes = readFileSync(join(work, 'package', path));
      const file = `${grammar}.wasm`;
      const licence = described.license ?? 'unknown';
      const { package: origin, version } = source;
      return { entry: { grammar, package: origin, version, file, sha256: sha256(bytes), licence }, bytes };
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What is wrong with the grammars that stand here; one line each. */
function differences(): string[] {
  const entries = JSON.parse(readFileSync(manifest, 'utf8')) as Entry[];
  const wrong: string[] = [];
  for (const source of sources) {
    for (const grammar of Object.keys(source.files)) {
      const entry = entries.find((e) => e.grammar === grammar);
      if (!entry || entry.package !== source.package || entry.version !== source.version) {
        wrong.push(`${grammar}: manifest.json doesn't name ${source.package}@${source.version}`);
      } else if (!existsSync(join(folder, entry.file))) wrong.push(`${entry.file}: missing`);
      else if (sha256(readFileSync(join(folder, entry.file))) !== entry.sha256) {
        wrong.push(`${entry.file}: is not the file of ${entry.package}@${entry.version}`);
      }
    }
  }
  return wrong;
}

if (process.argv.includes('--check')) {
  const wrong = differences();
  for (const line of wrong) console.error(`${line}; run node --import tsx scripts/grammars.ts`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
} else {
  const fetched = sources.flatMap(fetchGrammars);
  for (const { entry, bytes } of fetched) writeFileSync(join(folder, entry.file), bytes);
  const entries = fetched.map(({ entry }) => entry).sort((a, b) => (a.grammar < b.grammar ? -1 : 1));
  writeFileSync(manifest, `${JSON.stringify(entries, null, 2)}\n`);
}
