/** Compose services that run once and end: compose has no kind of its own for them. */
import type { ComposeService } from '../artifacts/compose.ts';

/** A compose service that others wait for to end, that never restarts by its own word, or that a profile holds back. */
export const isOneShot = (service: ComposeService, services: readonly ComposeService[]): boolean => {
  const words = [...(service.entrypoint?.words ?? []), ...(service.command?.words ?? [])].join(' ');
  const awaited = services.some(({ completes }) => completes.includes(service.name));
  const named = /(?:^|[-_])(?:migrat\w*|seed\w*|init|setup|release)(?:$|[-_])/i.test(service.name);
  const migrates = /\b(?:migrat\w*|db:\w+|upgrade head|seed)\b/.test(words) && !/&&|;/.test(words);
  return (
    awaited ||
    (service.restart === 'no' && (named || migrates)) ||
    (named && service.ports.length === 0) ||
    (migrates && service.profiles.length > 0)
  );
};
