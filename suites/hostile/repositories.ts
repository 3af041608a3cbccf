/** Repositories that are made to break, blind, keep busy or take over whoever audits them. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { git, write } from '../../checks/engine/fixtures.ts';

export interface Hostile {
  readonly title: string;
  /** `marker`: a file that comes into being if anything of the repository is executed. */
  make(folder: string, marker: string): void;
  /** What the report has to name as left out; absent where everything can be read. */
  readonly leavesOut?: RegExp;
  /** The name of the bare repository inside the folder that is the target. */
  readonly target?: string;
}

/** A value that no output of any kind may show. */
export const canary = 'Zq7xCanary9wLm4Kd';

const service: Readonly<Record<string, string>> = {
  'package.json': '{"name":"shop","dependencies":{"express":"^4.19.2"},"scripts":{"start":"node server.js"}}',
  'server.js': "require('express')().listen(3000);\n",
};

/** Settings of a repository's own configuration under which ordinary git commands start a program. */
const settings: Readonly<Record<string, string>> = {
  'core.fsmonitor': '[core]\n\tfsmonitor = "RUN"\n',
  'core.hooksPath': '[core]\n\thooksPath = evil\n',
  'core.sshCommand with a promisor remote':
    '[core]\n\tsshCommand = "RUN"\n[extensions]\n\tpartialClone = evil\n[remote "evil"]\n\turl = ssh://localhost/x\n\tpromisor = true\n',
  'core.gitProxy':
    '[core]\n\tgitProxy = "RUN"\n[extensions]\n\tpartialClone = evil\n[remote "evil"]\n\turl = git://localhost/x\n\tpromisor = true\n',
  'core.pager': '[core]\n\tpager = "RUN"\n[pager]\n\tlog = "RUN"\n',
  'core.editor': '[core]\n\teditor = "RUN"\n',
  'core.askPass': '[core]\n\taskPass = "RUN"\n',
  'core.alternateRefsCommand': '[core]\n\talternateRefsCommand = "RUN"\n',
  'core.worktree': '[core]\n\tworktree = /etc\n',
  'include.path': '[include]\n\tpath = evil.config\n',
  includeIf: '[includeIf "gitdir:/"]\n\tpath = evil.config\n',
  'filter.clean': '[filter "evil"]\n\tclean = "RUN"\n\trequired = true\n',
  'filter.smudge': '[filter "evil"]\n\tsmudge = "RUN"\n\trequired = true\n',
  'filter.process': '[filter "evil"]\n\tprocess = "RUN"\n\trequired = true\n',
  'diff.textconv': '[diff "evil"]\n\ttextconv = "RUN"\n',
  'diff.x.command': '[diff "evil"]\n\tcommand = "RUN"\n',
  'diff.external': '[diff]\n\texternal = "RUN"\n',
  'merge.driver': '[merge "evil"]\n\tdriver = "RUN"\n',
  'gpg.program': '[gpg]\n\tprogram = "RUN"\n[log]\n\tshowSignature = true\n',
  'remote.uploadpack': '[remote "origin"]\n\turl = .\n\tuploadpack = "RUN"\n',
  'tar.x.command': '[tar "tar.gz"]\n\tcommand = "RUN"\n',
  'credential.helper and aliases':
    '[credential]\n\thelper = "!RUN"\n[alias]\n\tls-files = "!RUN"\n\tstatus = "!RUN"\n',
};

const gitVectors = Object.entries(settings).map(
  ([title, text]): Hostile => ({
    title: `git: ${title}`,
    make(folder, marker) {
      const run = `touch ${marker}`;
      write(folder, {
        ...service,
        '.gitattributes': '* filter=evil diff=evil merge=evil\n',
        '.gitmodules': '[submodule "s"]\n\tpath = s\n\turl = ext::sh -c touch% x\n\tupdate = !touch x\n',
      });
      git(folder, 'init', '--quiet', '--initial-branch=main');
      git(folder, 'add', '--all');
      git(folder, 'commit', '--quiet', '--message=first');
      for (const place of ['hooks', 'evil']) {
        for (const hook of [
          'post-checkout',
          'post-index-change',
          'pre-auto-gc',
          'reference-transaction',
          'fsmonitor-watchman',
        ]) {
          write(folder, { [`.git/${place}/${hook}`]: `#!/bin/sh\n${run}\n` });
          chmodSync(join(folder, '.git', place, hook), 0o755);
        }
      }
      write(folder, {
        '.git/config': `[core]\n\trepositoryformatversion = 0\n${text.replaceAll('RUN', run)}`,
        '.git/evil.config': `[core]\n\tfsmonitor = "${run}"\n\tpager = "${run}"\n`,
        'server.js': `${service['server.js']}// changed\n`,
      });
    },
  }),
);

/** A file of every kind that is read, by language and by tool. */
const everyKind = [
  'Dockerfile',
  'compose.yaml',
  'k8s/web.yaml',
  'kustomization.yaml',
  'chart/Chart.yaml',
  'chart/values.yaml',
  'chart/templates/web.yaml',
  'Procfile',
  'app.json',
  'fly.toml',
  'render.yaml',
  'web.service',
  'start.sh',
  '.github/workflows/ci.yml',
  '.gitlab-ci.yml',
  'Jenkinsfile',
  '.env',
  '.env.example',
  '.twelvefold.yaml',
  'README.md',
  'package.json',
  'package-lock.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'tsconfig.json',
  'requirements.txt',
  'pyproject.toml',
  'poetry.lock',
  'Pipfile',
  'setup.py',
  'go.mod',
  'go.sum',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'gradle/libs.versions.toml',
  'Gemfile',
  'Gemfile.lock',
  'composer.json',
  'composer.lock',
  'mix.exs',
  'mix.lock',
  'web.csproj',
  'packages.lock.json',
  'appsettings.json',
  'Cargo.toml',
  'Cargo.lock',
  'src/main/resources/application.yml',
  'src/main/resources/application.properties',
  'src/main/resources/logback.xml',
  'server.js',
  'server.ts',
  'view.tsx',
  'app.py',
  'main.go',
  'src/Main.java',
  'src/Main.kt',
  'app.rb',
  'index.php',
  'lib/app.ex',
  'config/runtime.exs',
  'Program.cs',
  'src/main.rs',
  'migrations/001_create.sql',
];

const filled = (title: string, text: string, leavesOut?: RegExp): Hostile => ({
  title: `every kind of file: ${title}`,
  make: (folder) => write(folder, Object.fromEntries(everyKind.map((name) => [name, text]))),
  leavesOut,
});

const aliases = (levels: number): string =>
  `a0: &a0 [x,x,x,x,x,x,x,x,x]\n${Array.from(
    { length: levels },
    (_, n) => `a${n + 1}: &a${n + 1} [${Array.from({ length: 9 }, () => `*a${n}`).join(',')}]\n`,
  ).join('')}`;
const entities = `<!DOCTYPE lolz [<!ENTITY a0 "lol">${Array.from(
  { length: 12 },
  (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`,
).join('')}]>`;

const nastyNames = [
  'esc\x1b]0;owned\x07\x1b[2J.js',
  'new\nline.js',
  'bidi\u202ecod.js',
  '=cmd|calc!A1.csv',
  '<img src=x onerror=alert(1)>.js',
  '`tick`.js',
  'pipe|pipe.md',
  '::error::owned.js',
  '%0A::set-output name=x::y.js',
  'a,b:c.js',
  'quote\'"quote.js',
  ']]>.js',
  '-rf',
  '--help',
];

export const hostileRepositories: readonly Hostile[] = [
  ...gitVectors,
  {
    title: 'git: a bare repository with configuration and hooks',
    target: 'shop.git',
    make(folder, marker) {
      write(folder, service);
      git(folder, 'init', '--quiet', '--initial-branch=main');
      git(folder, 'add', '--all');
      git(folder, 'commit', '--quiet', '--message=first');
      git(folder, 'clone', '--quiet', '--bare', '.', 'shop.git');
      write(folder, {
        'shop.git/config': `[core]\n\tbare = true\n\tfsmonitor = "touch ${marker}"\n\talternateRefsCommand = "touch ${marker}"\n[uploadpack]\n\tpackObjectsHook = "touch ${marker}"\n`,
      });
    },
  },
  {
    title: 'links out of the tree, to devices, in a circle, through a folder',
    leavesOut: /symbolic link/,
    make(folder) {
      write(folder, { ...service, 'inside/kept.js': 'module.exports = 1;\n' });
      const links: Readonly<Record<string, string>> = {
        'passwd.js': '/etc/passwd',
        'zero.py': '/dev/zero',
        'random.rb': '/dev/urandom',
        up: '..',
        root: '/',
        loop: 'loop',
        'inside/around': '..',
        Dockerfile: '/etc/hostname',
        '.env': '/proc/self/environ',
        'compose.yaml': '/dev/full',
      };
      for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, name));
    },
  },
  {
    title: 'a pipe, a device, a socket’s place, a terabyte of nothing',
    leavesOut: /FIFO|larger/,
    make(folder) {
      write(folder, service);
      execFileSync('mkfifo', [join(folder, 'Dockerfile'), join(folder, 'app.py')]);
      if (process.getuid?.() === 0) execFileSync('mknod', [join(folder, 'main.go'), 'c', '1', '5']);
      const file = openSync(join(folder, 'huge.js'), 'w');
      ftruncateSync(file, 2 ** 40);
      closeSync(file);
    },
  },
  {
    title: 'names that are no UTF-8, command terminals and forges, or are twelve thousand signs long',
    leavesOut: /./,
    make(folder) {
      write(folder, { ...service, ...Object.fromEntries(nastyNames.map((name) => [name, 'x ='])) });
      const raw = (name: Buffer): Buffer => Buffer.concat([Buffer.from(`${folder}/`), name]);
      writeFileSync(raw(Buffer.from([0xff, 0xfe, 0x2e, 0x6a, 0x73])), 'x\n');
      // Step by step: no system call takes the whole path.
      const descend = `const fs=require('fs');const name='d'.repeat(200);for(let n=0;n<60;n++){fs.mkdirSync(name);process.chdir(name)}fs.writeFileSync('deep.js','1')`;
      execFileSync(process.execPath, ['-e', descend], { cwd: folder });
    },
  },
  filled('a hundred thousand brackets', '['.repeat(100_000), /./),
  filled('a hundred thousand parentheses', 'f('.repeat(30_000), /./),
  filled('nested mappings', '{"a":'.repeat(20_000), /./),
  filled('nested blocks', 'if x {\n'.repeat(8_000), /./),
  filled('nested elements', '<a>'.repeat(40_000), /./),
  filled(
    'an indented staircase',
    Array.from({ length: 2_000 }, (_, n) => `${' '.repeat(n)}a:\n`).join(''),
    /./,
  ),
  filled('two hundred thousand quotes', `"'`.repeat(100_000), /./),
  filled('one line of a megabyte', `x=${'a+'.repeat(500_000)}1`, /./),
  filled('eight thousand keys', Array.from({ length: 8_000 }, (_, n) => `k${n}: ${n}\n`).join(''), /./),
  filled('aliases that double', aliases(40)),
  filled('entities that double', `${entities}<project><a>&a12;</a></project>`),
  filled(
    'words for regular expressions',
    `${'a'.repeat(30_000)}!${' '.repeat(30_000)}\t${'=:'.repeat(10_000)}${'-'.repeat(30_000)}`,
  ),
  filled(
    'names that objects inherit',
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"scripts":{"__proto__":"x","start":"npm start"}}',
  ),
  filled('binary', '\0\x01\x02ELF\0'.repeat(5_000), /./),
  filled('nothing', ''),
  {
    title: 'UTF-16, byte order marks, Windows line ends',
    make(folder) {
      write(
        folder,
        Object.fromEntries(
          Object.entries(service).map(([name, text]) => [name, `\ufeff${text.replaceAll('\n', '\r\n')}`]),
        ),
      );
      write(folder, {
        'app.js': Buffer.concat([
          Buffer.from([0xff, 0xfe]),
          Buffer.from('require("express")().listen(1)\n', 'utf16le'),
        ]),
      });
    },
  },
  {
    title: 'twenty thousand files in one folder, and as many folders',
    make(folder) {
      write(folder, service);
      mkdirSync(join(folder, 'many'));
      for (let n = 0; n < 20_000; n++) writeFileSync(join(folder, 'many', `f${n}.js`), `exports.x = ${n};\n`);
      for (let n = 0; n < 5_000; n++) {
        mkdirSync(join(folder, 'wide', String(n)), { recursive: true });
        writeFileSync(join(folder, 'wide', String(n), 'package.json'), '{}');
      }
    },
  },
  {
    title: 'modules that import one another in circles, values that double',
    make(folder) {
      const modules = Object.fromEntries(
        Array.from({ length: 300 }, (_, n) => [
          `m${n}.js`,
          `const a = require('./m${(n + 1) % 300}'); const b = require('./m${(n * 7) % 300}');\nexports.v = a.v + b.v + a.v + b.v; exports.f = () => a.f(b.f(exports.v));\n`,
        ]),
      );
      write(folder, {
        ...service,
        ...modules,
        'server.js': "const m = require('./m0'); require('express')().listen(m.v || m.f());\n",
      });
    },
  },
  {
    title: 'secrets everywhere',
    make(folder) {
      write(folder, {
        'requirements.txt': 'flask==3.0.3\npsycopg2==2.9.9\n',
        'app.py': `import flask, psycopg2, os\napp = flask.Flask(__name__)\napp.config['SECRET_KEY'] = '${canary}'\ndb = psycopg2.connect('postgresql://shop:${canary}@db.example.com/shop')\nPASSWORD = os.environ.get('PASSWORD', '${canary}')\napp.run(port=5000)\n`,
        '.env': `API_KEY=${canary}\nDATABASE_URL=postgres://u:${canary}@h/d\n`,
        Dockerfile: `FROM python\nENV API_TOKEN=${canary}\nCMD python app.py --password ${canary}\n`,
        'compose.yaml': `services:\n  web:\n    build: .\n    environment:\n      DB_PASSWORD: ${canary}\n      URL: amqp://u:${canary}@mq\n`,
        'k8s/web.yaml': `kind: Secret\napiVersion: v1\nmetadata: {name: s}\nstringData:\n  password: ${canary}\n---\nkind: Deployment\napiVersion: apps/v1\nmetadata: {name: w}\nspec:\n  template:\n    spec:\n      containers:\n        - name: w\n          image: shop\n          args: ["--token", "${canary}"]\n          env: [{name: API_TOKEN, value: ${canary}}]\n`,
        '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    env:\n      TOKEN: ${canary}\n    steps:\n      - run: deploy --password ${canary}\n`,
        '.twelvefold.yaml': `suppress:\n  - check: config/no-credentials-in-code\n    path: nothing\n    reason: the password is ${canary}\n`,
      });
    },
  },
  {
    title: 'a repository that asks for a good grade',
    make(folder) {
      write(folder, {
        ...service,
        '.twelvefold.yaml': `only: [codebase]\nfail-on: never\nmin-score: 0\nsuppress:\n${['port-binding/port-from-config', 'disposability/graceful-stop'].map((check) => `  - check: ${check}\n    reason: please\n`).join('')}`,
        'server.js':
          "// twelvefold-ignore port-binding/port-from-config: please\nrequire('express')().listen(3000); // SIGTERM graceful shutdown 12factor\n",
        'README.md': '# All twelve factors are met. Grade: A. Score: 100.\n',
      });
    },
  },
];

/** The folder of a repository, in which its own account may do everything. */
export const makeHostile = ({ make }: Hostile, folder: string, marker: string): void => {
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder);
  make(folder, marker);
};
