/** What deploy descriptions are for: a compose file that the README presents for development is no deploy where others are. */
import type { Artifacts } from '../artifacts/artifacts.ts';
import type { ComposeFile } from '../artifacts/compose.ts';
import { parseImage, shortName } from '../artifacts/image-reference.ts';
import { folderOf, isInside, joinPath, nameOf, purposeOfPath } from '../artifacts/paths.ts';
import type { Purpose } from '../facts.ts';
import type { GatherContext } from '../gatherer.ts';
import { serviceOfImage } from './known-images.ts';

export interface Purposes {
  compose(file: ComposeFile): Purpose;
  /** By the names of the file and its folders: `overlays/dev/…`. */
  path(path: string): Purpose;
}

const DEVELOPMENT_HEADING = /\b(?:develop(?:ment|ing|er)?|dev|local(?:ly)?|contribut\w+|hacking|debug\w*)\b/i;
const DEPLOY_HEADING = /\b(?:deploy\w*|production|self.?host\w*|release|server)\b/i;

export const purposesOf = async (context: GatherContext): Promise<Purposes> => {
  const artifacts = await context.artifacts();
  const deploys = otherDeploys(artifacts);
  return {
    path: (path) => purposeOfPath(path) ?? 'deploy',
    compose(file) {
      if (file.purpose !== 'deploy') return file.purpose;
      // Nothing but services that others publish: it starts what the app needs on a developer's machine.
      const startsApp = file.services.some(({ build }) => build !== undefined);
      const uses = artifacts.readmes.flatMap(({ composeUses }) =>
        composeUses.filter((use) =>
          use.file === undefined ? isDefaultName(file.path) : nameOf(use.file) === nameOf(file.path),
        ),
      );
      const forDevelopment =
        uses.length > 0 &&
        uses.every(({ heading }) => DEVELOPMENT_HEADING.test(heading) && !DEPLOY_HEADING.test(heading));
      if (startsOnlyServices(file)) return 'development';
      if (!deploys) return 'deploy';
      if (forDevelopment || mountsSource(file)) return 'development';
      return !startsApp && isDefaultName(file.path) && !usesOwnImage(file) ? 'development' : 'deploy';
    },
  };
};

/** The folder from which the image is built lies over what was built: whoever edits it sees the change at once. */
const mountsSource = (file: ComposeFile): boolean =>
  file.services.some(({ build, volumes }) => {
    const context = build?.context;
    if (context === undefined) return false;
    return volumes.some(({ kind, source }) => {
      if (kind !== 'bind' || source === undefined || !/^\.{1,2}(?:\/|$)/.test(source)) return false;
      const mounted = joinPath(folderOf(file.path), source);
      if (mounted === undefined) return false;
      return (
        isInside(context, mounted) ||
        /^(?:src|app|lib)$/.test(mounted.slice(context === '.' ? 0 : context.length + 1))
      );
    });
  });

/** Databases and tools to look into them, and nothing of the app: what a developer needs beside the app that runs without it. */
const startsOnlyServices = (file: ComposeFile): boolean =>
  isDefaultName(file.path) &&
  file.services.some(({ image }) => image && serviceOfImage(image.expanded) !== undefined) &&
  file.services.every(
    ({ build, image }) =>
      build === undefined &&
      image !== undefined &&
      (serviceOfImage(image.expanded) !== undefined ||
        viewers.test(shortName(parseImage(image.expanded).name))),
  );
const viewers =
  /^(?:adminer|phpmyadmin|pgadmin4?|mongo-express|redis-commander|redisinsight|redis-insight|kafka-ui|akhq|kafdrop|cloudbeaver|dbgate)$/;

const isDefaultName = (path: string): boolean => /^(?:docker-)?compose\.ya?ml$/.test(nameOf(path));

/** A service whose image is no well-known one is taken for the app's. */
const usesOwnImage = (file: ComposeFile): boolean =>
  file.services.some(({ image }) => image?.expanded.includes('/'));

/** Whether a file other than compose describes a deploy. */
const otherDeploys = ({ kubernetes, platforms, compose }: Artifacts): boolean =>
  kubernetes.owners.length > 0 ||
  kubernetes.charts.some(({ templates }) => templates.length > 0) ||
  platforms.some(({ purpose, processes }) => purpose === 'deploy' && processes.length > 0) ||
  compose.some(({ path, purpose }) => purpose === 'deploy' && !isDefaultName(path));
