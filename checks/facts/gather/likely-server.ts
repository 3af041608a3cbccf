/** The server that a declared package brings to an app of which nothing says how it is started. */
import { readerOf } from '../ecosystems/index.ts';
import type { GatherContext } from '../gatherer.ts';
import { serverStartedBy } from './server-programs.ts';
import type { StartedProgram } from './started.ts';

type LikelyServer = StartedProgram & Required<Pick<StartedProgram, 'server'>>;

/** `undefined` where a start command is described, where the app serves nothing, or where no known server is declared. */
export async function likelyServer(context: GatherContext): Promise<LikelyServer | undefined> {
  const servers = readerOf(context.app.ecosystem)?.catalogue.servers ?? [];
  if (context.app.kind !== 'web' || servers.length === 0) return undefined;
  const commands = await context.fact('startCommands');
  if (commands.some(({ purpose, oneOff }) => purpose === 'deploy' && !oneOff)) return undefined;
  const { manifests } = await context.fact('dependencies');
  const declared = manifests.flatMap(({ dependencies }) =>
    dependencies.filter(({ scope }) => scope !== 'development'),
  );
  for (const [name, command] of servers) {
    const dependency = declared.find((one) => one.name.toLowerCase() === name);
    const words = command.split(' ');
    const server = dependency && serverStartedBy(words);
    if (server) return { workload: 'server', words, written: words, at: dependency.at, server };
  }
  return undefined;
}
