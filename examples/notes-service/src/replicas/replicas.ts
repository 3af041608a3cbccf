// Which process answers, and which others there are, found by the name that they share.
import { promises as dns, type LookupAddress } from 'node:dns';
import { networkInterfaces } from 'node:os';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { problems } from '../http/problem.ts';
import { processName } from '../process-name.ts';

export interface ReplicasOptions {
  /** What this process runs in, such as a pod; empty: the host. */
  instanceName: string;
  /** The address that others reach it by; empty: one of the host's. */
  instanceAddress: string;
  /** The name of all processes in DNS, such as that of a headless service; empty where there is one alone. */
  peersHost: string;
  /** Asks DNS; by default as the system is set up to. */
  lookup?: (host: string) => Promise<LookupAddress[]>;
}

// Names without an address: a headless service none of whose processes is ready.
const NOBODY = new Set(['ENOTFOUND', 'ENODATA']);

const Replicas = {
  type: 'object',
  title: 'Replicas',
  properties: {
    self: {
      type: 'object',
      properties: { name: { type: 'string' }, address: { type: 'string' } },
      required: ['name', 'address'],
    },
    peers: {
      type: 'array',
      description: 'All processes, this one among them; none where it is alone.',
      items: {
        type: 'object',
        properties: { address: { type: 'string' }, self: { type: 'boolean' } },
        required: ['address', 'self'],
      },
    },
  },
  required: ['self', 'peers'],
} as const;

/** The route that shows the replicas. */
export const replicasRoute: FastifyPluginAsyncTypebox<ReplicasOptions> = async (app, options) => {
  const { instanceName, instanceAddress, peersHost, lookup = askSystem } = options;
  const name = processName(instanceName);
  let asking: Promise<string[]> | undefined;

  /** The addresses of all processes. Asked once for all requests that come meanwhile: each lookup holds a thread. */
  function peerAddresses(host: string): Promise<string[]> {
    asking ??= addressesOf(host, lookup).finally(() => {
      asking = undefined;
    });
    return asking;
  }

  app.get(
    '',
    {
      schema: {
        tags: ['replicas'],
        operationId: 'listReplicas',
        summary: 'Which process answers, and which others there are',
        response: { 200: Replicas, ...problems(503) },
      },
    },
    async (request, reply) => {
      const own = instanceAddress === '' ? ownAddresses() : [instanceAddress];
      let addresses: string[] = [];
      try {
        if (peersHost !== '') addresses = await peerAddresses(peersHost);
      } catch (err) {
        request.log.warn({ err }, 'DNS does not answer');
        return reply.header('retry-after', '5').problem(503, 'The other processes can’t be looked up now.');
      }
      const peers = addresses.map((address) => ({ address, self: own.includes(address) }));
      const address = peers.find(({ self }) => self)?.address ?? own[0] ?? '127.0.0.1';
      return { self: { name, address }, peers };
    },
  );
};

async function addressesOf(host: string, lookup: typeof askSystem): Promise<string[]> {
  const found = await lookup(host).catch((error: NodeJS.ErrnoException) => {
    if (NOBODY.has(error.code ?? '')) return [];
    throw error;
  });
  // A process that has addresses of both families is still one.
  const family = Math.min(...found.map((address) => address.family));
  const addresses = found.filter((address) => address.family === family).map(({ address }) => address);
  return [...new Set(addresses)].sort();
}

function askSystem(host: string): Promise<LookupAddress[]> {
  return dns.lookup(host, { all: true });
}

/** The addresses of this machine, those that others reach it by first. */
function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const byReach = [...all.filter(({ internal }) => !internal), ...all.filter(({ internal }) => internal)];
  return byReach.map(({ address }) => address);
}
