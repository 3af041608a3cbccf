/** Tells a credential by its name and by its shape: pure functions over one isolated name or value. */

/** Words of a name, lower case: `DB_PASSWORD`, `dbPassword` and `db-password` are the same two. */
export function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const secretWords = words(
  'password passwd passphrase pwd secret token apikey secretkey privatekey accesskey signingkey ' +
    'authtoken accesstoken mypassword dbpassword pgpassword userpassword clientsecret jwtsecret',
);
/** Words that make a credential of a `key` after them. */
const keyOwners = words(
  'api secret private access signing sign encryption crypto cipher auth session cookie jwt hmac ' +
    'master account service app subscription license',
);
/** A name with one of these at its end speaks of a credential and holds none. */
const describingEnds = words(
  'header headers field fields name names label column columns path file filename dir folder url uri ' +
    'endpoint route type types length len size expires expiry expiration expire in ttl age lifetime ' +
    'iter iterations rounds cost timeout duration seconds minutes hours days regex regexp pattern message msg error text title ' +
    'placeholder hint help description prefix suffix policy enabled disabled required min max count ' +
    'limit id ids algorithm alg issuer audience env var variable param parameter params version ' +
    'strength input rules schema model table index format encoding method scheme strategy provider ' +
    'store class service manager ref tokens used left page link subject template event action ' +
    'permission scope scopes code generator handler status usage mode grant host port location selector xpath ' +
    'mount namespace role arn group',
);
/** A name with one of these anywhere is a text, a switch or a route about credentials. */
const describingWords = words(
  'forgot forgotten reset invalid wrong missing show hide change changed confirm confirmation is has ' +
    'no min max validate verify validation require requires allow enable disable use public header ' +
    'label tokenizer pad eos bos unk mask next continuation cancel cancellation hash hashed hasher ' +
    'update incorrect expired unauthorized insert select query enter placeholder regex sort primary ' +
    'foreign parse pattern regexp',
);

/** Bundlers put such variables into what every visitor loads: a key among them is a public one. */
export const isPublicName = (name: string): boolean =>
  /^(?:REACT_APP|VITE|NEXT_PUBLIC|NUXT_PUBLIC|VUE_APP|EXPO_PUBLIC|GATSBY|PUBLIC)_/.test(name) &&
  !wordsOf(name).some((word) => /^(?:secrets?|passwords?|private)$/.test(word));

/**
 * The name says that it holds a credential: `DB_PASSWORD`, `secretKey`, `api-key`.
 * Not: `TOKEN_HEADER`, `passwordField`, `forgot_password`, `token_expires_in`, `primaryKey`.
 */
export function isSecretName(name: string): boolean {
  const parts = wordsOf(name);
  const last = parts.at(-1);
  if (isPublicName(name)) return false;
  if (last === undefined || describingEnds.has(last) || parts.some((word) => describingWords.has(word)))
    return false;
  if (parts.some((word) => secretWords.has(word))) return true;
  if (last === 'pass') return true;
  const beforeKey = parts.at(-2);
  return (last === 'key' || last === 'keys') && beforeKey !== undefined && keyOwners.has(beforeKey);
}

/**
 * A credential that somebody else issues (an API key, an access token), so that an invented value opens nothing.
 * What the app or its own database accepts as it stands (passwords, signing keys) isn't issued.
 */
export function isIssuedName(name: string): boolean {
  const parts = wordsOf(name);
  if (
    parts.some((word) =>
      ['jwt', 'session', 'cookie', 'signing', 'password', 'passwd', 'pwd', 'pass'].includes(word),
    )
  )
    return false;
  const text = parts.join('');
  return (
    /(apikey|accesskey|accesstoken|clientsecret|authtoken|subscriptionkey|licensekey|bottoken|webhook)/.test(
      text,
    ) || parts.at(-1) === 'token'
  );
}

const shapes: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  {
    what: 'private key',
    pattern:
      /-----BEGIN (?:[A-Z]{2,10} )?(?:ENCRYPTED )?PRIVATE KEY-----(?!(?:\s|\\{1,2}n|\\{1,2}r){0,4}(?:\.\.\.|…))/,
  },
  { what: 'AWS access key', pattern: /^A(?:KIA|SIA)[0-9A-Z]{16}$/ },
  { what: 'GitHub token', pattern: /^(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})$/ },
  { what: 'GitLab token', pattern: /^glpat-[A-Za-z0-9_-]{20,}$/ },
  { what: 'Slack token', pattern: /^xox[abposr]-[A-Za-z0-9-]{10,}$/ },
  {
    what: 'Slack webhook',
    pattern: /^https:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]{6,}\/B[A-Z0-9]{6,}\/[A-Za-z0-9]{16,}$/,
  },
  {
    what: 'Discord webhook',
    pattern: /^https:\/\/(?:\w{1,10}\.)?discord(?:app)?\.com\/api\/webhooks\/\d{15,}\/[A-Za-z0-9_-]{30,}$/,
  },
  { what: 'Stripe key', pattern: /^[rs]k_(?:live|test)_[A-Za-z0-9]{20,}$/ },
  { what: 'OpenAI key', pattern: /^sk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,}$/ },
  { what: 'SendGrid key', pattern: /^SG\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{30,}$/ },
  { what: 'Google API key', pattern: /^AIza[0-9A-Za-z_-]{35}$/ },
  { what: 'npm token', pattern: /^npm_[A-Za-z0-9]{36}$/ },
  { what: 'Docker token', pattern: /^dckr_pat_[A-Za-z0-9_-]{20,}$/ },
  { what: 'Hugging Face token', pattern: /^hf_[A-Za-z0-9]{30,}$/ },
  { what: 'Telegram bot token', pattern: /^\d{8,10}:[A-Za-z0-9_-]{35}$/ },
  { what: 'Twilio key', pattern: /^SK[0-9a-f]{32}$/ },
  { what: 'JSON web token', pattern: /^eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}$/ },
  { what: 'Azure storage key', pattern: /(?:^|;)AccountKey=[A-Za-z0-9+/]{60,}={0,2}(?:;|$)/ },
];

/** What known kind of credential the value is by its shape alone; a connection string counts by its password. */
export function knownShape(value: string): string | undefined {
  if (value.length < 12 || value.length > 20_000) return undefined;
  if (/EXAMPLE/.test(value)) return undefined;
  return shapes.find(({ pattern }) => pattern.test(value))?.what;
}

/** The password that stands inside a URL, a DSN or a connection string, as written; `undefined` if there is none. */
export function inlinePassword(value: string): string | undefined {
  if (value.length > 2_000) return undefined;
  // The password of a URL may hold `@` unescaped, so that the last one before the path ends it.
  const url =
    /^[a-z][a-z0-9+.-]{1,30}:\/\/([^\s/?#]*)@/i.exec(value)?.[1] ??
    /^([\w.-]+:[^\s@/]+)@(?:tcp|unix)?\(/.exec(value)?.[1];
  if (url !== undefined) {
    const colon = url.indexOf(':');
    return colon < 0 || colon === url.length - 1 ? undefined : url.slice(colon + 1);
  }
  // A statement compares a column; it doesn't connect.
  if (/^\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|GRANT)\s/i.test(value)) return undefined;
  if (!/\b(?:server|host|data source|user id|uid|user|dbname|database)\s*=/i.test(value)) return undefined;
  const pair = /(?:^|[;\s])(?:password|pwd)\s*=\s*('[^']*'|"[^"]*"|[^;\s]+)/i.exec(value)?.[1];
  const password = pair?.replace(/^['"]|['"]$/g, '');
  return password === '' ? undefined : password;
}

/** A value that a deploy fills in: `${X}`, `{{ x }}`, `$(x)`, `%s`, `@x@`, `%env(X)%`; nothing literal is left of it. */
export function isInterpolation(value: string): boolean {
  return /^\s*(?:\$\{[^}]*\}|\{\{.*\}\}|\$\([^)]*\)|\$[A-Za-z_]\w*|%[A-Za-z_][\w.]*(?:\([\w:.\\-]*\))?%|%[sdvq]|%\(\w+\)s|@\w+@|\{\w*\}|#\{.*\}|__\w+__)\s*$/s.test(
    value,
  );
}

const fillIn =
  /^(?:<[^>]*>|\[[^\]]*\]|\.{2,}|[x*#_-]{3,}|\*{2,}\w*\*{2,}|(?:none|null|undefined|nil|n\/a|na|redacted|todo|tbd|fixme|false|true))$/i;
const invented =
  /change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|with)|your[-_ ]|[-_ ]here$|^(?:example|sample|dummy|placeholder|insert|put|enter|set)\b|^(?:set|insert|put|enter|fill)[-_]|example[-_ ]?(?:key|token|secret)?$|x{4,}|^(?:my|the|some|a)[-_ ]?(?:api[-_ ]?)?(?:key|token)$|to[-_]be[-_](?:set|filled|changed)|^[A-Z_]{4,60}_(?:VAL|VALUE|HERE|PLACEHOLDER)$|not[-_ ]?(?:a[-_ ])?(?:real|secure|secret)/i;

/** Opens nothing, whoever reads it: empty, `<your-key>`, `***`, `...`. */
export const isBlank = (value: string): boolean => value.trim() === '' || fillIn.test(value.trim());

/** Words in place of a value: `changeme`, `your-api-key-here`. It still works where the app itself accepts anything. */
export const isInvented = (value: string): boolean => invented.test(value.trim());

/** Google's passwords for mail programs, as it shows them. */
const appPassword = /^(?:[a-z]{4} ){3}[a-z]{4}$/;

/** Characters that are no credential under a credential's name: prose, types, paths, rules, format strings. */
export function isProse(value: string): boolean {
  const text = value.trim();
  if (knownShape(text) || appPassword.test(text)) return false;
  return (
    /\s/.test(text) || // a text or a statement
    /[|]|^[/.]{1,2}[\w./-]*$|^https?:\/\/[^@]*$|^\^.*\$$|[<>]/.test(text) || // a rule, a path, an address, a pattern, markup
    /^(?:string|str|text|varchar|char|number|int|integer|bool|boolean|object|any|bytes|hidden|bearer|basic|jwt|oauth2?|authorization|x-[a-z-]+|utf-?8|base64|hex|hs256|rs256|sha256|md5|plain|env|file|required|optional|nullable)$/i.test(
      text,
    ) ||
    /^pass(?:es|ed|ing)$/i.test(text) || // a verdict
    !/[A-Za-z0-9]/.test(text)
  );
}

/** Bits of information a character, after Shannon; random keys have more than 3.5, words less. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Looks generated rather than thought up: long, mixed, without words. */
export function isRandom(value: string): boolean {
  const text = value.trim();
  if (text.length < 16 || /\s/.test(text) || !/[0-9]/.test(text) || !/[A-Za-z]/.test(text)) return false;
  return entropy(text) >= (/^[0-9a-f-]+$/i.test(text) ? 3 : 3.5);
}
