// Functions that a framework calls for a request or a connection, by what their module derives from and what they are called.
import type { Call } from '../../source/model.ts';
import type { Reading } from './evaluate.ts';

/** The name under which the catalogue finds them. */
export const requestHandler = '<request>';
export const connectionHandler = '<connection>';

interface Rule {
  readonly base: RegExp;
  readonly function: RegExp;
  readonly as: typeof requestHandler | typeof connectionHandler;
}

/** `use AppWeb, :live_view` derives from `AppWeb.live_view`. */
const rules: readonly Rule[] = [
  {
    base: /^(?:Phoenix\.LiveView|Phoenix\.LiveComponent)$|\.(?:live_view|live_component|surface_live_view)$/,
    function: /^(?:mount|update|handle_(?:event|params|info|async|progress))$/,
    as: requestHandler,
  },
  {
    base: /^Phoenix\.(?:Channel|Socket|Presence)$|\.(?:channel|socket)$/,
    function: /^(?:join|connect|handle_in|handle_info|handle_out|terminate)$/,
    as: connectionHandler,
  },
  {
    base: /^GRPC\.Server$|^Absinthe\.Resolution$/,
    function: /^[a-z]\w*$/,
    as: requestHandler,
  },
  {
    base: /^(?:Oban\.(?:Pro\.)?Worker|Broadway|GenStage|Exq\.Worker)$/,
    function: /^(?:perform|process|handle_(?:message|batch|events))$/,
    as: requestHandler,
  },
];

/** A registration for each handler; actions and plugs are known by the connection that they are given first. */
export function handlerCalls(reading: Reading): Call[] {
  const seen = new Set<string>();
  return reading.functions.flatMap(({ name, parameters, module, at }): Call[] => {
    const short = name.slice(module.name.length + 1);
    if (name.includes('.<fn:') || seen.has(name)) return [];
    const rule = rules.find(
      (one) => one.function.test(short) && module.bases.some((base) => one.base.test(base)),
    );
    const takesConnection = /^_?conn$/.test(parameters[0]?.name ?? '') && parameters.length === 2;
    // Resolvers of GraphQL: parent, arguments, resolution.
    const resolves = /Resolvers?(?:\.|$)/.test(module.name) && parameters.length >= 2;
    const callee = rule?.as ?? (takesConnection || resolves ? requestHandler : undefined);
    if (callee === undefined) return [];
    seen.add(name);
    return [
      {
        callee,
        target: { kind: 'reference', module: callee, path: [], at },
        arguments: [{ kind: 'function', name, at }],
        named: new Map(),
        at,
        constructs: false,
      },
    ];
  });
}
