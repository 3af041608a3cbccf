/** What builds the artifact that is deployed. */
import { isVendored, nameOf } from '../artifacts/paths.ts';
import type { Build } from '../facts.ts';
import type { GatherContext, Gatherer } from '../gatherer.ts';
import { attributed } from './attribution.ts';
import { packageScripts } from './package-scripts.ts';
import { commandsOf } from './pipelines.ts';

export const gatherBuilds: Gatherer<'builds'> = async (context) => {
  const { repo, app, paths } = context;
  const artifacts = await context.artifacts();
  const { images, services, platforms } = await attributed(context);
  const builds: Build[] = [];
  for (const { file } of images)
    if (file.purpose === 'deploy') builds.push({ at: file.stages[0].at, by: nameOf(file.path) });
  for (const { service, own } of services)
    if (own && service.build && service.build.dockerfile === undefined)
      builds.push({ at: service.build.at, by: 'compose build' });
  for (const { platform, path, buildsImage, builds: places } of platforms) {
    if (platform === 'systemd' || (!buildsImage && places.length === 0)) continue;
    builds.push({
      at: places[0] ?? { path },
      by: platform === 'procfile' ? 'a buildpack (Procfile)' : platform,
    });
  }
  for (const { active, commands, uses } of artifacts.pipelines) {
    if (!active) continue;
    for (const { text, at } of commands)
      if (commandsOf(text).some(packages)) builds.push({ at, by: 'a pipeline job' });
    for (const { name, at } of uses)
      if (
        /^(?:docker\/build-push-action|docker\/bake-action|goreleaser\/goreleaser-action|docker\.build|redhat-actions\/(?:buildah|s2i)-build|plugins\/(?:docker|kaniko)|actions\/(?:deploy-pages|upload-pages-artifact)|depot\/build-push-action|superfly\/flyctl-actions\S*|akhileshns\/heroku-deploy)$/.test(
          name,
        )
      )
        builds.push({ at, by: name });
  }
  const descriptors =
    /^(?:flake\.nix|default\.nix|project\.toml|nixpacks\.toml|\.goreleaser\.ya?ml|skaffold\.ya?ml|werf\.ya?ml|Earthfile|elixir_buildpack\.config|docker-bake\.(?:hcl|json)|serverless\.ya?ml|captain-definition|netlify\.toml|\.ko\.yaml)$/;
  for (const { path } of repo.files) {
    const inApp = path.startsWith(app.path === '.' ? '' : `${app.path}/`) || !path.includes('/');
    if (inApp && !isVendored(path) && descriptors.test(nameOf(path)) && (repo.text(path) ?? '').trim() !== '')
      builds.push({ at: { path }, by: nameOf(path) });
  }
  builds.push(...buildCommands(context));
  for (const path of paths) {
    if (!/^(?:pom\.xml|build\.gradle(?:\.kts)?)$/.test(nameOf(path))) continue;
    const text = (repo.text(path) ?? '').replace(/<!--[\s\S]*?-->/g, '');
    if (
      /jib-maven-plugin|com\.google\.cloud\.tools\.jib|quarkus-container-image|bootBuildImage|<image>[\s\S]{0,200}<builder>/.test(
        text,
      )
    )
      builds.push({ at: { path }, by: 'an image plugin of the build' });
  }
  return builds;
};

/** Manifests that define an artifact, so that the ecosystem's one command builds it: `mvn package`, `npm run build`. */
function buildCommands({ repo, app, paths }: GatherContext): Build[] {
  const builds: Build[] = [];
  const scripts = packageScripts(repo)(app.path);
  const build = scripts?.get('build') ? scripts.at('build') : undefined;
  if (build) builds.push({ at: build, by: 'npm run build' });
  for (const path of paths) {
    const command = artifactManifests.find(([name]) => name.test(nameOf(path)))?.[1];
    if (command !== undefined && !isVendored(path) && (repo.text(path) ?? '').trim() !== '')
      builds.push({ at: { path }, by: command });
    if (/^(?:GNU)?[Mm]akefile$/.test(nameOf(path))) {
      const line = (repo.text(path) ?? '').split('\n').findIndex((text) => /^build\s*:(?!=)/.test(text));
      if (line >= 0) builds.push({ at: { path, line: line + 1 }, by: 'make build' });
    }
  }
  return builds;
}

const artifactManifests: readonly (readonly [RegExp, string])[] = [
  [/^pom\.xml$/, 'mvn package'],
  [/^build\.gradle(?:\.kts)?$/, 'gradle build'],
  [/\.(?:cs|fs|vb)proj$/, 'dotnet publish'],
  [/^Cargo\.toml$/, 'cargo build'],
  [/^build\.sbt$/, 'sbt package'],
];

/** Commands that make what is deployed, not only check it. */
const packages = (words: readonly string[]): boolean => {
  const text = words.join(' ');
  return (
    /\b(?:docker|podman|buildah)\b.*\b(?:build|buildx|bake)\b|\bdocker[- ]compose\b.*\bbuild\b|\bpack build\b|\bko (?:build|publish|apply|resolve)\b|\bs2i build\b|\bgcloud builds submit\b|\bgcloud (?:run|app) deploy\b|\bfly(?:ctl)? deploy\b|\bheroku container:push\b|\bgoreleaser\b|\bkaniko\b|\bnix build\b|\bmix release\b|\bdotnet publish\b|\bcargo build --release\b|\bskaffold (?:build|run)\b|\bdevspace (?:build|deploy)\b|\bbootBuildImage\b|\bjib:?(?:build|dockerBuild)?\b/.test(
      text,
    ) && !/\bgit clone\b/.test(text)
  );
};
