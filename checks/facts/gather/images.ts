/** Every image that is named: what builds start from and copy from, what manifests and pipelines run. */

import type { Place } from '../../engine/place.ts';
import { parseImage } from '../artifacts/image-reference.ts';
import type { Chart } from '../artifacts/kubernetes.ts';
import { isInside } from '../artifacts/paths.ts';
import { expand } from '../artifacts/variables.ts';
import { at, textOf } from '../artifacts/yaml.ts';
import type { Image } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { attributed } from './attribution.ts';
import { isMigrationTool } from './known-images.ts';
import { purposesOf } from './purposes.ts';

export const gatherImages: Gatherer<'images'> = async (context) => {
  const artifacts = await context.artifacts();
  const mine = await attributed(context);
  const purposes = await purposesOf(context);
  const images: Image[] = [];
  const add = (
    reference: string,
    expanded: string,
    substituted: boolean,
    place: Place,
    rest: Pick<Image, 'use' | 'own' | 'purpose'> & { readonly builtInPlace?: boolean },
  ): void => {
    const { name, tag, digest } = parseImage(expanded);
    const isKnown = !name.includes('$');
    images.push({
      at: place,
      reference,
      name: isKnown ? name : undefined,
      tag: tag !== undefined && !tag.includes('$') ? tag : undefined,
      digest,
      substituted,
      builtInPlace: false,
      ...rest,
    });
  };

  for (const { file } of mine.images) {
    const { purpose } = file;
    for (const stage of file.stages) {
      if (stage.parent === undefined && stage.image.expanded !== 'scratch')
        add(stage.image.reference, stage.image.expanded, stage.image.substituted, stage.image.at, {
          use: 'from',
          own: false,
          purpose,
        });
      for (const { fromImage } of stage.copies)
        if (fromImage)
          add(fromImage.reference, fromImage.expanded, fromImage.substituted, fromImage.at, {
            use: 'copy',
            own: false,
            purpose,
          });
    }
  }
  for (const { file, service, own, mounted } of mine.services) {
    const { image, build } = service;
    if (!image) continue;
    const { registry, name } = parseImage(image.expanded);
    // With `build:` beside it the name is only what the local build is called, unless it says where to push it.
    const pulled = service.pullPolicy === 'always' || service.pullPolicy === 'missing';
    const isPushed = registry !== undefined || name.split('/').length > 2;
    add(image.reference, image.expanded, image.interpolated && (own || image.substituted), image.at, {
      use: 'compose',
      own: (own && !mounted && !isMigrationTool(image.expanded)) || build !== undefined,
      builtInPlace: build !== undefined && !isPushed && !pulled,
      purpose: purposes.compose(file),
    });
  }
  const renamed = artifacts.kubernetes.kustomizations.flatMap(({ folder, images: replaced }) =>
    replaced.map((each) => ({ folder, ...each })),
  );
  for (const { owner, container, own } of mine.containers) {
    if (!container.image) continue;
    const { reference, at: place } = container.image;
    const purpose = purposes.path(owner.resource.at.path);
    const isOwn = own && !isMigrationTool(reference);
    const change = renamed.find(({ name }) => name === parseImage(reference).name);
    const variable = expand(reference, () => undefined);
    const placeholder = variable.variables.length > 0 || /\{\{|<[^>]+>|__\w+__|%\w+%/.test(reference);
    if (
      change &&
      (change.newTag !== undefined || change.digest !== undefined || change.newName !== undefined)
    ) {
      const { name, tag, digest } = parseImage(reference);
      const newTag = change.newTag ?? tag;
      const whole = `${change.newName ?? name}${newTag === undefined ? '' : `:${newTag}`}${(change.digest ?? digest) ? `@${change.digest ?? digest}` : ''}`;
      add(
        whole,
        whole,
        /\$|\{\{/.test(whole),
        change.newTag === undefined && change.digest === undefined ? place : change.at,
        { use: 'kubernetes', own: isOwn, purpose },
      );
    } else
      add(reference, placeholder ? variable.text : reference, placeholder, place, {
        use: 'kubernetes',
        own: isOwn,
        purpose,
      });
  }
  for (const { chart, template, image, own } of mine.templates) {
    const written = template.images.find(({ reference }) => reference === image.reference);
    if (!written) continue;
    const resolved = rendered(image.reference, chart);
    add(image.reference, resolved.text, resolved.substituted, written.at, {
      use: 'kubernetes',
      own: own && isOwnChart(chart),
      purpose: purposes.path(template.path),
    });
  }
  for (const platform of mine.platforms)
    for (const { reference, at: place } of platform.images)
      add(reference, reference, reference.includes('$'), place, {
        use: 'platform',
        own: true,
        purpose: platform.purpose,
      });
  for (const pipeline of artifacts.pipelines) {
    if (!pipeline.active || !concerns(pipeline.path, context.app.path)) continue;
    for (const { reference, at: place } of pipeline.images) {
      const variable = expand(reference, () => undefined);
      const substituted = variable.variables.length > 0 || reference.includes('{{');
      add(reference, variable.text, substituted, place, { use: 'ci', own: false, purpose: 'test' });
    }
  }
  return images;
};

const concerns = (path: string, folder: string): boolean =>
  folder === '.' || !path.includes('/') || path.startsWith('.') || isInside(path, folder);

const isOwnChart = (chart: Chart): boolean => chart.values !== undefined;

/** A template's image with the chart's own values put in; what the deploy sets over them is substituted. */
const rendered = (
  reference: string,
  chart: Chart,
): { readonly text: string; readonly substituted: boolean } => {
  let substituted = false;
  const text = reference
    .slice(0, 500)
    .replace(/\{\{-?\s*([^{}]{1,200}?)\s*-?\}\}/g, (whole, expression: string) => {
      const path = /\.Values((?:\.[A-Za-z_]\w*)+)/.exec(expression)?.[1];
      if (path !== undefined) {
        const value = textOf(at(chart.values?.node, ...path.slice(1).split('.')));
        if (value !== undefined && value !== '') return value;
      }
      if (/\.Chart\.AppVersion/.test(expression) && chart.appVersion !== undefined) return chart.appVersion;
      substituted = true;
      return `\${${whole.replace(/[{}:@]/g, '')}}`;
    });
  return { text: text.replace(/^["']|["']$/g, ''), substituted };
};
