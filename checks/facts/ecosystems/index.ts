/** All ecosystems that the audit can read; a new one is one line here and a folder beside. */
import type { EcosystemReader } from './ecosystem.ts';
import { elixir } from './elixir/index.ts';
import { go } from './go/index.ts';
import { node } from './node/index.ts';
import { php } from './php/index.ts';
import { python } from './python/index.ts';
import { ruby } from './ruby/index.ts';

export const ecosystems: readonly EcosystemReader[] = [node, elixir, go, python, php, ruby];
