/** What the app writes to the local file system, and whether it must last. */
import type { DiskWrite, Origin } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Value } from '../source/model.ts';
import { reachedAt, reachIn } from './reach.ts';

export const gatherDiskWrites: Gatherer<'diskWrites'> = async (context) => {
  const sources = await context.sources();
  const calls = sources.callsThat('writes');
  if (calls.length === 0) return [];
  const reach = await reachIn(context);
  const services = await context.fact('backingServices');
  const elsewhere = services.some(
    ({ kind, usedIn, address }) =>
      kind === 'objectStore' && usedIn === 'deploy' && address.from === 'environment',
  );
  const writes: DiskWrite[] = [];
  for (const { call, means } of calls) {
    const when = reachedAt(reach, call);
    if (when === 'never') continue;
    const value = sources.argument(call, means.path);
    const path: Origin = value ? sources.origin(value) : { from: 'unknown', variables: [], at: call.at };
    const use = useOf(sources, value, path.literal);
    // What is written while starting (a socket, a generated document) is written again by the next start.
    writes.push({
      at: call.at,
      path,
      use: use === 'data' && when === 'start' && !means.byRequests ? 'unknown' : use,
      swappable: elsewhere,
    });
  }
  return writes;
};

const temporaryCall =
  /(?:^|\.)(?:tmpdir|tmp_dir!?|temp_dir|gettempdir|mkdtemp|mkstemp|MkdirTemp|CreateTemp|TempDir|TempFile|GetTempPath|GetTempFileName|CreateTempSubdirectory|Tempfile|mktmpdir|NamedTemporaryFile|TemporaryDirectory|tempnam|sys_get_temp_dir|tmpfile|TemporaryFile|tmp\.\w+)(?:\(\))?$/;

function useOf(
  sources: LinkedSources,
  value: Value | undefined,
  literal: string | undefined,
): DiskWrite['use'] {
  const parts = value ? partsOf(sources, value) : [];
  for (const part of parts) {
    const callee = sources.canonical(part);
    if (callee && temporaryCall.test(callee)) return 'temporary';
    if (part.kind === 'environment' && /^(?:TMPDIR|TEMP|TMP)$/.test(part.name ?? '')) return 'temporary';
  }
  const texts = [literal, ...parts.map((part) => sources.text(part))].filter((text) => text !== undefined);
  if (texts.some((text) => /^(?:\/var)?\/tmp(?:\/|$)|^\/dev\/shm\/|(?:^|\/)(?:tmp|temp)(?:\/|$)/i.test(text)))
    return 'temporary';
  if (texts.some((text) => /^\/dev\/(?:std(?:out|err)|null|fd\/)|^\/proc\//.test(text))) return 'temporary';
  if (texts.some((text) => /\.log$|(?:^|\/)logs?(?:\/|$)/i.test(text))) return 'log';
  return 'data';
}

/** The value and everything that it is made of: parts of texts, arguments of joins, alternatives. */
function partsOf(sources: LinkedSources, value: Value): readonly Value[] {
  const parts: Value[] = [];
  const queue = [value];
  for (let next = queue.shift(); next && parts.length < 60; next = queue.shift()) {
    const followed = sources.follow(next);
    parts.push(followed);
    if (followed.kind === 'text') queue.push(...followed.parts);
    else if (followed.kind === 'choice') queue.push(...followed.options);
    else if (followed.kind === 'call')
      queue.push(...(followed.call.receiver ? [followed.call.receiver] : []), ...followed.call.arguments);
    else if (followed.kind === 'member') queue.push(followed.of);
    else if (followed.kind === 'environment' && followed.fallback) queue.push(followed.fallback);
  }
  return parts;
}
