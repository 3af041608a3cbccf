// What annotations of the Java frameworks say to a reader: which values are injected, what lives as long as the process.
import type { Place } from '../../../engine/place.ts';
import type { Call, Value } from '../../source/model.ts';
import { expressionValue, isVariableName } from './placeholders.ts';

const lastName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);
const textOf = (value: Value | undefined): string | undefined =>
  value?.kind === 'literal' ? value.text : undefined;

/** `@Value("${x.y:1}")`, `@ConfigProperty(name = "x.y")`, `@Property`: what the framework puts there. */
export function configuredValue(
  annotations: readonly Call[],
  field: string,
  initial: Value | undefined,
): Value | undefined {
  for (const { callee, arguments: positional, named, at } of annotations) {
    const given = textOf(positional[0] ?? named.get('value') ?? named.get('name'));
    switch (lastName(callee)) {
      case 'Value':
        // Lombok's annotation of the same name takes nothing.
        if (given !== undefined) return /[$#]\{/.test(given) ? expressionValue(given, at) : positional[0];
        break;
      case 'ConfigProperty':
      case 'Property': {
        const name = textOf(named.get('name')) ?? given ?? field;
        const fallback = named.get('defaultValue') ?? initial;
        const rest = fallback ? { fallback } : {};
        if (isVariableName(name))
          return { kind: 'environment', name, ...rest, required: fallback === undefined, at };
        return { kind: 'configuration', name, ...rest, at };
      }
    }
  }
  return undefined;
}

/** A field of a class that the framework fills from the configuration as a whole. */
export function configuredClass(
  annotations: readonly Call[],
  field: string,
  initial: Value | undefined,
  at: Place,
): Value | undefined {
  const bound = annotations.find(({ callee }) =>
    /^(?:ConfigurationProperties|ConfigProperties|ConfigMapping|EachProperty)$/.test(lastName(callee)),
  );
  if (!bound) return undefined;
  const prefix = textOf(bound.arguments[0] ?? bound.named.get('prefix') ?? bound.named.get('value'));
  const name = prefix === undefined ? field : `${prefix}.${field}`;
  return { kind: 'configuration', name, ...(initial ? { fallback: initial } : {}), at };
}

/** The framework calls functions that extend its application while the process starts: Ktor's modules. */
export const isModuleOf = (extended: string, imports: readonly string[]): boolean =>
  /(?:^|\.)Application$/.test(extended) && imports.some((name) => name.startsWith('io.ktor.'));

const components =
  /^(?:Rest)?Controller$|^(?:Service|Component|Repository|Configuration|SpringBootApplication|Path|ApplicationScoped|Singleton|Startup|WebServlet|ServerEndpoint|RouteBase|Named|ControllerAdvice|QuarkusMain|Verticle)$/;
const componentBases =
  /(?:^|\.)(?:HttpServlet|AbstractVerticle|CoroutineVerticle|Application|TextWebSocketHandler|BinaryWebSocketHandler|WebSocketServer|\w*ImplBase)$/;

/** There is one instance of the class, as long as the process lives. */
export const isComponent = (annotations: readonly string[], bases: readonly string[]): boolean =>
  annotations.some((callee) => components.test(lastName(callee))) ||
  bases.some((base) => componentBases.test(base));

/** Events of the frameworks that say that the process has started. */
const startEvent =
  /(?:^|\.)(?:Application(?:Ready|Started)Event|ContextRefreshedEvent|StartupEvent|ServerStartupEvent)$/;

/** The method waits for such an event: by its parameter's type, or by what its annotation names. */
export const waitsForStart = (
  annotations: readonly Call[],
  parameterTypes: readonly string[],
  parameterAnnotations: readonly string[],
): boolean => {
  const listens =
    annotations.some(({ callee }) => /^(?:EventListener|Observes)$/.test(lastName(callee))) ||
    parameterAnnotations.some((callee) => lastName(callee) === 'Observes');
  const named = annotations
    .filter(({ callee }) => lastName(callee) === 'EventListener')
    .flatMap((call) => [...call.arguments, ...call.named.values()])
    .flatMap((value) => (value.kind === 'list' ? value.items : [value]))
    .flatMap((value) => (value.kind === 'reference' ? value.path.filter((part) => part !== 'class') : []));
  return listens && [...parameterTypes, ...named].some((type) => startEvent.test(type));
};

/** The framework calls the method while the process starts. */
export function runsAtStart(name: string, annotations: readonly string[], bases: readonly string[]): boolean {
  if (annotations.some((callee) => /^(?:PostConstruct|Bean|Startup|Produces)$/.test(lastName(callee))))
    return true;
  if (bases.some((base) => /(?:^|\.)ServletContextListener$/.test(base)))
    return name === 'contextInitialized';
  if (
    bases.some((base) =>
      /(?:^|\.)(?:CommandLineRunner|ApplicationRunner|QuarkusApplication|InitializingBean)$/.test(base),
    )
  )
    return /^(?:run|afterPropertiesSet)$/.test(name);
  if (
    bases.some((base) =>
      /(?:^|\.)(?:AbstractVerticle|CoroutineVerticle|VerticleBase|Application|HttpServlet)$/.test(base),
    )
  )
    return /^(?:start|run|init|initialize)$/.test(name);
  return false;
}
