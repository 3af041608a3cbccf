/** Credentials as literals of source: bound, assigned, passed, or standing as a default beside the environment. */
import type { Place } from '../../engine/place.ts';
import { purposeOfPath } from '../artifacts/paths.ts';
import type { Secret } from '../facts.ts';
import type { GatherContext } from '../gatherer.ts';
import type { LinkedSources } from '../source/link.ts';
import type { SourceModule, Value } from '../source/model.ts';
import { frameworkSettings } from './framework-settings.ts';
import { inDevelopmentOnly } from './guards.ts';
import { reachIn } from './reach.ts';
import {
  inlinePassword,
  isBlank,
  isInterpolation,
  isInvented,
  isIssuedName,
  isProse,
  isPublicName,
  isSecretName,
  knownShape,
  wordsOf,
} from './secret-shapes.ts';

/** How sure the context is that a value is used as a credential. */
type Use = 'named' | 'connects';

/** The credentials of all modules that reach a deploy, one a place. */
export async function codeSecrets(context: GatherContext): Promise<Secret[]> {
  const sources = await context.sources();
  const { modules } = await reachIn(context);
  const found = new Map<string, Secret>();
  const add = (name: string, value: string, kind: Secret['kind'], at: Place) => {
    // An empty default says only that there is none.
    if (!modules.has(at.path) || isBlank(value)) return;
    const key = `${at.path}:${at.line}:${value}`;
    const purpose = purposeOfPath(at.path) ?? 'deploy';
    if (!found.has(key)) found.set(key, { name, at, where: 'code', purpose, kind, value });
  };
  const seeded = (name: string, value: string, at: Place) => {
    const purpose = purposeOfPath(at.path) ?? 'deploy';
    if (!isBlank(value) && kindOf(name, value, 'connects') === 'literal')
      found.set(`${at.path}:${at.line}:${value}`, {
        name,
        at,
        where: 'code',
        purpose,
        kind: 'literal',
        value,
      });
  };
  const judge = (name: string, value: Value, use: Use) => {
    for (const { text, kind, at } of literalsOf(sources, name, value)) {
      const verdict = kindOf(name, text, use);
      if (verdict) add(name, text, verdict === 'literal' ? kind : verdict, at);
    }
  };
  const walk = (name: string, value: Value, use: Use, depth = 0): void => {
    if (depth > 12) return;
    if (value.kind === 'object') {
      // A `secret` beside its `key` is the pair that a provider issues.
      const isPair = value.entries.has('key') && value.entries.has('secret');
      for (const [key, entry] of value.entries)
        walk(isPair && key === 'secret' ? 'access key secret' : key, entry, use, depth + 1);
    } else if (value.kind === 'list') for (const item of value.items) walk('', item, use, depth + 1);
    // A path (`'/hooks/:secret'`) names a route, not a credential.
    else if (isSecretName(name) && !/[\s/]/.test(name)) judge(name, value, use);
  };

  for (const { name, value } of frameworkSettings(sources).filter(
    ({ setting }) => setting.role === 'credential',
  ))
    judge(name, value, 'connects');
  for (const { call, means } of sources.callsThat('configures')) {
    if (inDevelopmentOnly(sources, call)) continue;
    for (const { name, role, at } of means) {
      const value = role === 'credential' ? sources.argument(call, at) : undefined;
      if (value) judge(name, value, 'connects');
    }
  }
  for (const { call } of sources.callsThat('connects')) {
    for (const argument of call.arguments) walk('', argument, 'connects');
    for (const [key, argument] of call.named) walk(key, argument, 'connects');
    for (const argument of [...call.arguments, ...call.named.values()])
      for (const { text, at } of passwordsPutIn(sources, argument))
        if (!isBlank(text) && !isInterpolation(text)) add('password', text, 'literal', at);
  }
  for (const module of sources.modules) {
    // A class's name in front (`Token.CIPHER`) says nothing of the field.
    for (const { name, value } of module.bindings)
      walk(name.slice(name.lastIndexOf('.') + 1), value, 'named');
    for (const { fields } of module.classes)
      for (const { name, value } of fields) if (value) walk(name, value, 'named');
    for (const { parameters, returns } of module.functions) {
      for (const { name, fallback } of parameters) if (fallback) walk(name, fallback, 'named');
      for (const value of returns) walk('', value, 'named');
    }
    for (const account of modules.has(module.path) ? [] : administratorsIn(sources, module)) {
      // Whoever runs the seed has an administrator whose password everybody can read.
      for (const [key, value] of account)
        if (isPasswordName(key))
          for (const { text, at } of literalsOf(sources, key, value)) seeded(key, text, at);
    }
    for (const call of module.calls) {
      for (const argument of call.arguments) walk('', argument, 'named');
      for (const [key, argument] of call.named) walk(key, argument, 'named');
    }
  }
  for (const { target, value } of sources.writes())
    walk(target.slice(target.lastIndexOf('.') + 1), value, 'named');
  for (const { name, fallback } of sources.environment()) {
    if (name === undefined || !fallback) continue;
    const text = sources.text(fallback);
    if (text === undefined) continue;
    const inline = isLocal(text) ? undefined : inlinePassword(text);
    if (inline !== undefined && !isBlank(inline) && !isInterpolation(inline))
      add(name, inline, 'default', fallback.at);
    else if (isSecretName(name) || knownShape(text)) {
      const verdict = knownShape(text) ? 'literal' : kindOf(name, text, 'connects');
      if (verdict) add(name, text, verdict === 'literal' ? 'default' : verdict, fallback.at);
    }
  }
  const flagDefaults = new Set(
    sources.callsThat('argument').flatMap(({ call, means }) => {
      const fallback = means.fallback && sources.argument(call, means.fallback);
      return fallback ? [`${fallback.at.path}:${fallback.at.line}`] : [];
    }),
  );
  for (const module of sources.modules) {
    for (const { text, at } of module.strings) {
      const shape = knownShape(text);
      const inline = inlinePassword(text);
      const defaulted = [...found.values()].some((one) => one.at.path === at.path && one.at.line === at.line);
      if (defaulted) continue;
      if (shape) add(shape, text, 'literal', at);
      else if (
        inline !== undefined &&
        !isBlank(inline) &&
        !/[$%{<*]/.test(inline) &&
        !isExampleAddress(text) &&
        !isDefault(sources, at)
      )
        add(
          'connection string',
          inline,
          flagDefaults.has(`${at.path}:${at.line}`) ? 'default' : 'literal',
          at,
        );
    }
  }
  return withoutRefused(sources, [...found.values()]);
}

/** Literals that an address is put together with, where its password stands: `Sprintf("user=a password=%s", "…")`. */
function passwordsPutIn(sources: LinkedSources, value: Value): readonly { text: string; at: Place }[] {
  const followed = sources.follow(value);
  if (followed.kind !== 'text') return [];
  const parts = followed.parts.slice(0, 40).map((part) => sources.follow(part));
  const found: { text: string; at: Place }[] = [];
  let before = '';
  for (const [index, part] of parts.entries()) {
    const text = part.kind === 'literal' ? part.text : undefined;
    // What follows in the same text is told by the shape of the whole; only what is put in stands alone.
    if (text !== undefined && !/[\s=@]/.test(text)) {
      const next = parts[index + 1];
      const opens = before.slice(-400);
      // After the colon of a URL stands a password where a host follows, else a port.
      const ofUser =
        next?.kind === 'literal' &&
        next.text.startsWith('@') &&
        /^[a-z][\w+.-]{1,30}:\/\/[^\s/@]{0,100}:$/i.test(opens);
      if (ofUser || /(?:^|[;\s])(?:password|pwd)\s*=\s*['"]?$/i.test(opens))
        found.push({ text, at: part.at });
    }
    before += text ?? '\0';
  }
  return found;
}

/** The literal texts that a value may be: itself, or defaults beside reads of the environment. */
function literalsOf(
  sources: LinkedSources,
  name: string,
  value: Value,
  depth = 0,
  budget = { left: 200 },
): readonly { text: string; kind: 'literal' | 'default'; at: Place }[] {
  // What a function that calls itself may return has no end, and alternatives among alternatives are countless.
  if (depth > 8 || budget.left-- <= 0) return [];
  const followed = sources.follow(value);
  // A number under a credential's name is a lifetime, a length or a count.
  if (followed.kind === 'literal' && followed.type !== 'string' && !isPasswordName(name)) return [];
  const text = sources.text(followed);
  if (text !== undefined) return [{ text, kind: 'literal', at: followed.at }];
  if (followed.kind === 'environment' || followed.kind === 'argument' || followed.kind === 'configuration') {
    if (isPublicName(followed.name ?? '')) return [];
    const fallback = followed.fallback && sources.text(followed.fallback);
    return fallback === undefined || !followed.fallback
      ? []
      : [{ text: fallback, kind: 'default', at: sources.follow(followed.fallback).at }];
  }
  if (followed.kind === 'list')
    return followed.items.slice(0, 20).flatMap((item) => literalsOf(sources, name, item, depth + 1, budget));
  // The hash of a literal opens with that literal: `password: bcrypt.hashSync('admin123', 10)`.
  if (followed.kind === 'call' && hashing.test(followed.call.callee)) {
    const [plain] = followed.call.arguments;
    return plain ? literalsOf(sources, name, plain, depth + 1, budget) : [];
  }
  if (followed.kind !== 'choice') return [];
  const options = followed.options.map((option) => sources.follow(option));
  // Also through conversions: `process.env.PASSWORD.trim() || 'password'`.
  const settable = options.some((option) =>
    /^(?:environment|argument|configuration)$/.test(sources.origin(option).from),
  );
  return options.flatMap((option) =>
    literalsOf(sources, name, option, depth + 1, budget).map((literal) =>
      settable ? { ...literal, kind: 'default' as const } : literal,
    ),
  );
}

const hashing = /(?:bcrypt|argon2|scrypt|password|\bhash)\w*[.:]*(?:hash|make|create|encode|generate)?\w*$/i;

/** What a literal under this name is; `undefined` for what is no credential. */
function kindOf(name: string, text: string, use: Use): 'literal' | 'placeholder' | undefined {
  if (knownShape(text)) return 'literal';
  if (isInterpolation(text) || /^:[a-z_]+$/.test(text)) return undefined;
  if (isBlank(text)) return 'placeholder';
  if (isProse(text) && !(use === 'connects' && /^[\w .!?@#$%^&*+=~-]{6,200}$/.test(text))) return undefined;
  // What somebody else issues doesn't work when it is made up; what the app itself accepts does.
  if (isInvented(text) && isIssuedName(name)) return 'placeholder';
  if (use === 'connects') return 'literal';
  if (isMessageKey(name, text)) return undefined;
  // A name as a value (`password: 'password'`, `TOKEN_KEY = 'access_token'`) labels a field or a header.
  if (isSecretName(text) && !/\d/.test(text)) return isNamedAfter(name, text) ? undefined : 'literal';
  if (/keys?$/i.test(name) && !/\d/.test(text) && text.length < 16 && /^[a-z]+(?:[-_.:][a-z]+)*$/i.test(text))
    return undefined;
  // Where in a session something is kept: `session_key: 'public_registration'`.
  if (/^session_?key$/i.test(name) && /^[a-z]+(?:[-_.:][a-z]+)+$/.test(text)) return undefined;
  if (/token$/i.test(name) && !/\d/.test(text) && text.length < 16) return undefined;
  return text.length < 3 ? undefined : 'literal';
}

/** Only a name with `secret` in it is bound to such a poor one; `password` and `token` name fields that way. */
const isNamedAfter = (name: string, text: string): boolean => {
  const words = wordsOf(name);
  if (words.includes('secret')) return false;
  // `accesskey: 'accessKey'`: the same name in another spelling.
  if (words.join('') === wordsOf(text).join('')) return true;
  return wordsOf(text).some((word) => words.includes(word) || word === 'token');
};

/**
 * `newPassword: 'label.new-password'`, `ServiceSecret = "service.secret"`: where a text or a setting stands, under a path
 * that is the name or ends with it.
 */
const isMessageKey = (name: string, text: string): boolean =>
  /^[a-z][\w-]*(?:\.[a-z][\w-]*)+$/i.test(text) &&
  [text, text.slice(text.lastIndexOf('.') + 1)].some(
    (path) => wordsOf(path).join('') === wordsOf(name).join(''),
  );

/** Accounts written down in a module that are an administrator's: `{ email: 'admin@…', password: … }`, `isAdmin: true`. */
function administratorsIn(
  sources: LinkedSources,
  { bindings, calls }: SourceModule,
): readonly ReadonlyMap<string, Value>[] {
  const found: ReadonlyMap<string, Value>[] = [];
  const queue = [...bindings.map(({ value }) => value), ...calls.flatMap((call) => call.arguments)];
  for (let left = 2_000, next = queue.pop(); next && left > 0; left--, next = queue.pop()) {
    if (next.kind === 'list') queue.push(...next.items);
    if (next.kind !== 'object') continue;
    queue.push(...next.entries.values());
    const isAdministrator = [...next.entries].some(([key, value]) => {
      const text = sources.text(value) ?? '';
      return /^is_?(?:admin|super_?user|staff)$/i.test(key)
        ? /^(?:true|1)$/.test(text)
        : /^(?:roles?|user_?name|login|e-?mail|name)$/i.test(key) &&
            /\b(?:super)?admin(?:istrator)?\b/i.test(text);
    });
    if (isAdministrator) found.push(next.entries);
  }
  return found;
}

const isPasswordName = (name: string): boolean =>
  wordsOf(name).some((word) => /^(?:\w*password|passwd|pwd|pass|passphrase|pin)$/.test(word));

/** An address on the machine itself, which opens nothing elsewhere. */
export const isLocal = (text: string): boolean =>
  /@(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?=[:/?]|$)/i.test(text) ||
  /@tcp\((?:localhost|127\.0\.0\.1)[:)]/i.test(text);
export const isExampleAddress = (text: string): boolean =>
  /\bexample\.(?:com|org|net)\b|:\/\/(?:user(?:name)?|<\w+>|\w{1,3}):(?:pass(?:word)?|pw|<\w+>|\w)@(?:host(?:name)?|server|example|domain|localhost)\b/i.test(
    text,
  );

/** The string is the default of a variable, which was judged with it. */
const isDefault = (sources: LinkedSources, at: Place): boolean =>
  sources.environment().some(({ fallback }) => fallback?.at.path === at.path && fallback.at.line === at.line);

/** A default in words that the program compares with elsewhere (`if (secret === 'changeme') throw …`) is refused at start. */
function withoutRefused(sources: LinkedSources, secrets: readonly Secret[]): Secret[] {
  return secrets.map((secret) => {
    if (!isInvented(secret.value) || (secret.kind !== 'literal' && secret.kind !== 'default')) return secret;
    const uses = sources.modules
      .flatMap(({ strings }) => strings)
      .filter(({ text }) => text === secret.value).length;
    const own = secrets.filter(({ value }) => value === secret.value).length;
    return uses > own ? { ...secret, kind: 'placeholder' } : secret;
  });
}
