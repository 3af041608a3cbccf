/** Working trees: what is listed and as what, and what a hostile tree can't do. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { committed, folderWith, git, write } from './fixtures.ts';
import { openRepo } from './open-repo.ts';
import type { Repo } from './repo.ts';
import { repoFromFolder } from './repo-from-folder.ts';

const paths = (repo: Repo): string[] =>
  repo.files.map(({ path, tracked }) => (tracked ? path : `${path} (new)`));
const problemsOf = (repo: Repo): string[] => repo.problems.map(({ path, message }) => `${path}: ${message}`);

t.test('without git, what is not ignored counts as tracked', async (t) => {
  const folder = folderWith(t, {
    'b.js': 'b',
    'a.js': '\ufeffa\r\n',
    '.gitignore': 'node_modules/\n*.log\n',
    'node_modules/x/index.js': '',
    'lib/.gitignore': '!kept.log\n',
    'lib/kept.log': '',
    'lib/other.log': '',
  });
  chmodSync(join(folder, 'b.js'), 0o755);
  const repo = repoFromFolder(folder);
  t.same(paths(repo), ['.gitignore', 'a.js', 'b.js', 'lib/.gitignore', 'lib/kept.log']);
  t.equal(repo.git, undefined);
  t.equal(repo.text('a.js'), 'a\r\n', 'no byte order mark, line ends as they stand');
  t.same(
    repo.files.map(({ executable }) => executable),
    [false, false, true, false, false],
  );
  t.match(repo.files[1], { size: 6 });
  t.equal(repo.text('nowhere.js'), undefined);
  t.equal(repo.has('b.js'), true);
  t.same(repo.problems, []);
});

t.test('tracked, new and ignored files are told apart', async (t) => {
  const folder = committed(t, { 'a.js': 'a', 'secret/key': 'k', '.gitignore': 'later/\n' });
  write(folder, { '.gitignore': 'secret/\n*.tmp\n', 'secret/other': '', 'new.js': '', 'x.tmp': '' });
  write(folder, { '.git/info/exclude': 'mine\n', mine: '' });
  const repo = repoFromFolder(folder);
  t.same(paths(repo), ['.gitignore', 'a.js', 'new.js (new)', 'secret/key']);
  t.match(repo.git, { branch: 'main', commit: git(folder, 'rev-parse', 'HEAD').trim(), dirty: true });
});

t.test('dirty: only if something differs from the commit', async (t) => {
  const folder = committed(t, { 'a.js': 'one', 'b/c.js': 'two', 'b/empty': '' });
  const dirty = () => repoFromFolder(folder).git?.dirty;
  t.equal(dirty(), false);
  utimesSync(join(folder, 'a.js'), 1, 1);
  t.equal(dirty(), false, 'another time, the same content');
  write(folder, { 'a.js': 'uno' });
  t.equal(dirty(), true, 'another content of the same size');
  git(folder, 'add', 'a.js');
  t.equal(dirty(), true, 'staged');
  git(folder, 'commit', '--quiet', '--message=second');
  t.equal(dirty(), false);
  rmSync(join(folder, 'b/c.js'));
  t.equal(dirty(), true, 'deleted');
  git(folder, 'checkout', '--quiet', '.');
  write(folder, { 'new.js': '' });
  t.equal(dirty(), true, 'new');
});

t.test('all forms of an index are read', async (t) => {
  const files = { 'a.js': 'a', 'dir/b.js': 'b', 'dir/with a long name/c.js': 'c', 'é.js': 'd' };
  for (const version of ['2', '3', '4']) {
    const folder = committed(t, files);
    if (version === '3') git(folder, 'update-index', '--skip-worktree', 'a.js');
    git(folder, 'update-index', '--index-version', version);
    write(folder, { 'new.js': '' });
    t.same(
      paths(repoFromFolder(folder)),
      ['a.js', 'dir/b.js', 'dir/with a long name/c.js', 'new.js (new)', 'é.js'],
      version,
    );
  }
  const sha256 = committed(t, files, '--object-format=sha256');
  write(sha256, { 'new.js': '' });
  t.same(paths(repoFromFolder(sha256)), [
    'a.js',
    'dir/b.js',
    'dir/with a long name/c.js',
    'new.js (new)',
    'é.js',
  ]);
  t.equal(repoFromFolder(sha256).git?.commit?.length, 64);

  const split = committed(t, files);
  git(split, 'update-index', '--split-index');
  const repo = repoFromFolder(split);
  t.equal(repo.files.length, 4);
  t.match(problemsOf(repo), [/^\.git\/index: uses the extension “link”/]);
});

t.test('no commit yet, a detached HEAD, packed references, a shallow clone', async (t) => {
  const fresh = folderWith(t, { 'a.js': '' });
  git(fresh, 'init', '--quiet', '--initial-branch=trunk');
  const repo = repoFromFolder(fresh);
  t.same(paths(repo), ['a.js'], 'nothing is staged yet, so nothing is called untracked');
  t.match(repo.git, { branch: 'trunk', commit: undefined, dirty: undefined });

  const folder = committed(t, { 'a.js': '' });
  const commit = git(folder, 'rev-parse', 'HEAD').trim();
  git(folder, 'pack-refs', '--all');
  t.match(repoFromFolder(folder).git, { branch: 'main', commit });
  git(folder, 'checkout', '--quiet', '--detach');
  t.match(repoFromFolder(folder).git, { branch: undefined, commit, dirty: false });

  write(folder, { 'a.js': '2' });
  git(folder, 'commit', '--quiet', '--all', '--message=second');
  const shallow = join(folderWith(t), 'clone');
  git(folder, 'clone', '--quiet', '--depth=1', `file://${folder}`, shallow);
  t.match(repoFromFolder(shallow).git, { dirty: false, commit: git(folder, 'rev-parse', 'HEAD').trim() });
});

t.test('linked working trees and submodules are followed, strangers’ pointers are not', async (t) => {
  const folder = committed(t, { 'a.js': 'a' });
  const linked = join(folderWith(t), 'linked');
  git(folder, 'worktree', 'add', '--quiet', '-b', 'side', linked);
  write(linked, { 'new.js': '' });
  t.match(repoFromFolder(linked).git, { branch: 'side', dirty: true });
  t.same(paths(repoFromFolder(linked)), ['a.js', 'new.js (new)']);

  const parent = committed(t, { 'main.js': 'm' });
  git(parent, 'submodule', '--quiet', 'add', folder, 'vendor/part');
  git(parent, 'commit', '--quiet', '--message=part');
  t.same(paths(repoFromFolder(parent)), ['.gitmodules', 'main.js'], 'a submodule is not read');
  t.same(problemsOf(repoFromFolder(parent)), ['vendor/part: is a submodule, so it was not read']);
  t.equal(repoFromFolder(parent).git?.dirty, false);
  t.match(repoFromFolder(join(parent, 'vendor/part')).git, {
    commit: git(folder, 'rev-parse', 'HEAD').trim(),
  });

  const thief = folderWith(t, { 'x.js': '', '.git': `gitdir: ${join(folder, '.git')}\n` });
  const repo = repoFromFolder(thief);
  t.equal(repo.git, undefined);
  t.match(problemsOf(repo), [/^\.git: names a git directory elsewhere/]);
  const link = folderWith(t, { 'x.js': '' });
  symlinkSync(join(folder, '.git'), join(link, '.git'));
  t.equal(repoFromFolder(link).git, undefined);
  t.match(problemsOf(repoFromFolder(link)), [/^\.git: is neither folder nor file/]);
});

t.test('a repository inside is another repository, unless the whole is none', async (t) => {
  const folder = committed(t, { 'a.js': '' });
  mkdirSync(join(folder, 'other'));
  git(join(folder, 'other'), 'init', '--quiet');
  write(folder, { 'other/b.js': '' });
  t.same(paths(repoFromFolder(folder)), ['a.js']);
  t.match(problemsOf(repoFromFolder(folder)), ['other: is a repository of its own, so it was not read']);
  rmSync(join(folder, '.git'), { recursive: true });
  t.same(paths(repoFromFolder(folder)), ['a.js', 'other/b.js']);
});

t.test(
  'nothing leads out of the tree, nothing blocks, nothing is dropped in silence',
  { timeout: 20_000 },
  async (t) => {
    const outside = folderWith(t, { 'secret.txt': 'canary' });
    const folder = folderWith(t, { 'real.js': 'r', 'dir/inside.js': 'i' });
    symlinkSync('/etc/passwd', join(folder, 'passwd'));
    symlinkSync('/dev/zero', join(folder, 'zero'));
    symlinkSync('..', join(folder, 'up'));
    symlinkSync('.', join(folder, 'loop'));
    symlinkSync('self', join(folder, 'self'));
    symlinkSync(outside, join(folder, 'folder'));
    symlinkSync('../real.js', join(folder, 'dir/link.js'));
    symlinkSync('../../x', join(folder, 'dir/out'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    writeFileSync(join(folder, 'sparse.js'), '');
    truncateSync(join(folder, 'sparse.js'), 1024 ** 4);
    execFileSync('sh', ['-c', 'printf x > "$(printf \'latin-\\351.js\')"; mkdir "$(printf \'d-\\351\')"'], {
      cwd: folder,
    });
    let deep = folder;
    for (const name of Array.from({ length: 15 }, (_, n) => String(n).repeat(200).slice(0, 200))) {
      deep = join(deep, name);
      mkdirSync(deep);
    }
    writeFileSync(join(deep, 'deep.js'), 'd');
    // Put below a long path, what was within the system's limit is beyond it.
    let head = join(folder, 'x'.repeat(200));
    mkdirSync(head);
    for (let n = 0; n < 6; n++) {
      head = join(head, 'y'.repeat(200));
      mkdirSync(head);
    }
    renameSync(join(folder, '0'.repeat(200)), join(head, 'moved'));

    const repo = repoFromFolder(folder);
    const listed = paths(repo).filter((path) => path.length < 100);
    t.same(listed, ['dir/inside.js', 'real.js', 'sparse.js']);
    t.equal(repo.text('sparse.js'), undefined);
    const problems = problemsOf(repo).sort();
    for (const name of ['passwd', 'zero', 'up', 'folder', 'dir/out']) {
      t.ok(
        problems.includes(`${name}: is a symbolic link that leaves the repository, so it was not followed`),
        name,
      );
    }
    t.ok(problems.includes('pipe: is a FIFO, a socket or a device, so it was not read'));
    t.ok(problems.some((problem) => /^latin-.*not UTF-8/.test(problem)));
    t.ok(problems.some((problem) => /^d-.*not UTF-8/.test(problem)));
    t.ok(problems.includes('sparse.js: is larger than 1 MiB, so it was not read'));
    t.ok(
      problems.some((problem) => /path is too long/.test(problem)),
      'beyond the limit of the system',
    );
  },
);

t.test('a file that became a link after it was listed is not followed', async (t) => {
  const outside = folderWith(t, { secret: 'canary' });
  const folder = folderWith(t, { 'a.js': '' });
  const repo = repoFromFolder(folder);
  rmSync(join(folder, 'a.js'));
  symlinkSync(join(outside, 'secret'), join(folder, 'a.js'));
  t.equal(repo.text('a.js'), undefined);
  t.match(problemsOf(repo), ['a.js: is a symbolic link, so it was not read']);
});

t.test('git configuration, attributes and hooks of the repository run nothing', async (t) => {
  const folder = committed(t, {
    'a.txt': 'text',
    '.gitattributes': '* filter=evil diff=evil text=auto\n*.txt filter=evil diff=evil merge=evil\n',
    '.gitmodules': '[submodule "s"]\n\tpath = s\n\turl = ext::sh -c touch% {}\n\tupdate = !touch {}\n',
  });
  const marker = join(folderWith(t), 'marker');
  const run = `touch ${marker}`;
  write(folder, {
    '.git/config': `[core]
	repositoryformatversion = 1
	fsmonitor = "${run}"
	hooksPath = .git/evil
	sshCommand = "${run}"
	gitProxy = "${run}"
	editor = "${run}"
	pager = "${run}"
	askPass = "${run}"
	alternateRefsCommand = "${run}"
	worktree = /etc
	attributesFile = .gitattributes
	excludesFile = /etc/passwd
[include]
	path = evil.config
[includeIf "gitdir:/"]
	path = evil.config
[filter "evil"]
	clean = "${run}"
	smudge = "${run}"
	process = "${run}"
	required = true
[diff "evil"]
	textconv = "${run}"
	command = "${run}"
[diff]
	external = "${run}"
[merge "evil"]
	driver = "${run}"
[gpg]
	program = "${run}"
[log]
	showSignature = true
[extensions]
	partialClone = evil
[remote "evil"]
	url = ext::sh -c ${run}
	promisor = true
	uploadpack = "${run}"
	vcs = evil
[tar "x"]
	command = "${run}"
[credential]
	helper = "!${run}"
[alias]
	status = "!${run}"
	ls-files = "!${run}"
[uploadpack]
	packObjectsHook = "${run}"
`,
    '.git/evil.config': `[core]\n\tfsmonitor = "${run}"\n`,
    '.git/objects/info/alternates': '/\n',
    'a.txt': 'changed text',
  });
  for (const hook of [
    'post-index-change',
    'pre-commit',
    'post-checkout',
    'fsmonitor-watchman',
    'reference-transaction',
    'pre-auto-gc',
  ]) {
    for (const place of ['.git/hooks', '.git/evil']) {
      write(folder, { [`${place}/${hook}`]: `#!/bin/sh\n${run}\n` });
      chmodSync(join(folder, place, hook), 0o755);
    }
  }
  const repo = repoFromFolder(folder);
  t.same(paths(repo), ['.gitattributes', '.gitmodules', 'a.txt']);
  t.equal(repo.text('a.txt'), 'changed text');
  t.equal(repo.git?.dirty, true);
  const bare = openRepo(join(folder, '.git'));
  t.equal('repo' in bare && bare.repo.text('a.txt'), 'text');
  t.equal(existsSync(marker), false);
});
