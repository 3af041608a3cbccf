/** All ecosystems that the audit can read; a new one is one line here and a folder beside. */

import { dotnet } from './dotnet/index.ts';
import type { EcosystemReader } from './ecosystem.ts';
import { elixir } from './elixir/index.ts';
import { go } from './go/index.ts';
import { java } from './java/index.ts';
import { node } from './node/index.ts';
import { php } from './php/index.ts';
import { python } from './python/index.ts';
import { ruby } from './ruby/index.ts';
import { rust } from './rust/index.ts';

export const ecosystems: readonly EcosystemReader[] = [
  node,
  elixir,
  go,
  python,
  php,
  ruby,
  dotnet,
  java,
  rust,
];
