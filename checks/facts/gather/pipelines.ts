/** Automation on change, and the steps of it that build or test. */
import { splitWords } from '../artifacts/compose.ts';
import { joinPath } from '../artifacts/paths.ts';
import { isBotPipeline } from '../artifacts/pipelines.ts';
import type { Pipeline } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';

export const gatherPipelines: Gatherer<'pipelines'> = async (context) => {
  const { pipelines } = await context.artifacts();
  /** Also by a shell script of the repository: `bash ./scripts/coverage.sh`. */
  const works = (words: readonly string[]): boolean =>
    buildsOrTests(words) ||
    words.slice(0, 3).some((word) => {
      const path = /\.(?:ba)?sh$/.test(word) ? joinPath(word) : undefined;
      const script = path === undefined ? undefined : context.repo.text(path);
      return script !== undefined && commandsOf(script).some(buildsOrTests);
    });
  return pipelines.map(({ path, provider, active, onChange, commands, uses }): Pipeline => {
    const steps = [
      ...commands.filter(({ text }) => commandsOf(text).some(works)),
      ...uses.filter(({ name }) => builders.some((pattern) => pattern.test(name))),
    ];
    return {
      path,
      provider,
      active,
      builds: onChange && !isBotPipeline(path) ? steps.map(({ at }) => at) : [],
    };
  });
};

/** Shell lines as words; what only CI dialects interpolate stays as it is. */
export const commandsOf = (text: string): readonly (readonly string[])[] =>
  text
    .slice(0, 50_000)
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n|&&|\|\||;/)
    .map((line) => splitWords(line.slice(0, 4000).trim()))
    .filter((words) => words.length > 0 && !words[0]?.startsWith('#'));

const builders: readonly RegExp[] = [
  // A workflow of somebody else's that is named for what it does.
  /\.github\/workflows\/[^/]*(?:build|test|ci|docker|release)[^/]*\.ya?ml$/i,
  /^docker\/(?:build-push-action|bake-action)$/,
  /^goreleaser\/goreleaser-action$/,
  /^golangci\/golangci-lint-action$/,
  /^ko-build\/setup-ko$/,
  /^(?:elgohr|mr-smithers-excellent|whoan|jerray|macbre)\//,
  /^redhat-actions\/(?:buildah-build|s2i-build)$/,
  /^gradle\/gradle-build-action$/,
  /^burrunan\/gradle-cache-action$/,
  /^(?:DotNetCoreCLI|Docker|Maven|Gradle|VSBuild|Npm|NodeTool|Go|PublishTestResults)$/,
  /^docker\.build$/,
  /^plugins\/(?:docker|kaniko|ecr|gcr)$/,
  /^actions-rs\/cargo$/,
  /^cypress-io\/github-action$/,
  /^superfly\/flyctl-actions/,
  /^akhileshns\/heroku-deploy$/,
  /^depot\/build-push-action$/,
  /^gittools/i,
];

const wrappers = new Set([
  'sudo',
  'time',
  'env',
  'poetry',
  'pipenv',
  'uv',
  'pdm',
  'rye',
  'hatch',
  'bundle',
  'exec',
  'run',
  'npx',
  'python',
  'python3',
  '-m',
  'xvfb-run',
  'dotenv',
  '--',
  'bunx',
  'docker-compose',
  'php',
  'nix-shell',
]);

/** Whether a command compiles, packages or tests something. */
export const buildsOrTests = (line: readonly string[]): boolean => {
  let words = line.map((word) => word);
  const plain = (word: string | undefined): string => (word ?? '').slice((word ?? '').lastIndexOf('/') + 1);
  if (/^(?:docker|podman|nerdctl)$/.test(plain(words[0])))
    return (
      words
        .slice(1, 4)
        .some((word) => word === 'build' || word === 'buildx' || word === 'bake' || word === 'compose') &&
      words.some((word) => /^(?:build|bake|up|run|--build)$/.test(word))
    );
  if (plain(words[0]) === 'docker-compose')
    return words.some((word) => word === 'build' || word === 'up' || word === 'run');
  while (words.length > 1 && (wrappers.has(plain(words[0])) || /^[A-Za-z_]\w*=/.test(words[0] ?? '')))
    words = words.slice(1);
  const program = plain(words[0]);
  const rest = words.slice(1);
  const asks = (pattern: RegExp): boolean => rest.some((word) => pattern.test(word));
  if (/^(?:npm|yarn|pnpm|bun)$/.test(program))
    return (
      asks(/^(?:t|test|tst|build|compile|ci:test|check|verify|e2e|coverage)(?:$|[:-])/) ||
      asks(/(?:^|[:-])(?:test|build|e2e)$/)
    );
  if (
    /^(?:pytest|py\.test|tox|nox|unittest|coverage|jest|vitest|mocha|ava|tap|karma|cypress|playwright|phpunit|pest|rspec|ctest|bats|gotestsum|nose2|trial|behave)$/.test(
      program,
    )
  )
    return true;
  if (program === 'go') return asks(/^(?:build|test|install|vet)$/);
  if (program === 'manage.py') return asks(/^test$/);
  if (/^(?:mvn|mvnw|gradle|gradlew|sbt|ant|bazel|bazelisk|ninja|cmake|meson)$/.test(program))
    return rest.length > 0;
  if (program === 'cargo') return asks(/^(?:build|test|check|clippy|nextest|tarpaulin|llvm-cov)$/);
  if (program === 'dotnet') return asks(/^(?:build|test|publish|pack|vstest)$/);
  if (program === 'mix') return asks(/^(?:test|compile|release|coveralls.*)$/) || rest.length === 0;
  if (/^(?:rake|rails|artisan|composer)$/.test(program)) return asks(/^(?:test|spec|build)(?:$|[:-])/);
  if (/^(?:make|just|task|mage|invoke|inv|earthly|rake)$/.test(program))
    return (
      rest.length === 0 ||
      asks(
        /(?:^|[+:_-])(?:test|tests|build|all|check|ci|image|docker|compile|release|package|verify|it|unit|integration|dist|push)(?:$|[:_-])/,
      )
    );
  if (
    /^(?:pack|ko|nixpacks|buildah|kaniko|executor|goreleaser|s2i|werf|skaffold|jib|nix|nix-build|devspace|tilt)$/.test(
      program,
    )
  )
    return (
      rest.length === 0 ||
      asks(/^(?:build|publish|ci|release|bud|run|deploy|flake|resolve|apply|convert)$/) ||
      program === 'executor' ||
      program === 'nix-build'
    );
  if (/^(?:tsc|webpack|vite|esbuild|rollup|ng|next|nuxt|javac|gcc)$/.test(program)) return true;
  if (program === 'gcloud') return asks(/^(?:builds|deploy)$/);
  if (/^(?:fly|flyctl|heroku)$/.test(program)) return asks(/^(?:deploy|container:push)$/);
  if (program === 'git')
    return rest.includes('push') && rest.some((word) => word.includes('heroku') || word.includes('dokku'));
  return program === 'build' || /(?:^|[-_])(?:test|tests|build|ci|run[-_]tests)(?:\.sh)?$/.test(program);
};
