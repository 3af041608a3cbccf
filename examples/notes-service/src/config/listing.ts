// The configuration as it is shown to people: which value, and where it comes from.

/** A URL without what proves who asks: user, password and the values of its parameters. */
export function masked(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (!URL.canParse(value)) return '***';
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') [url.username, url.password] = ['***', ''];
  for (const name of url.searchParams.keys()) url.searchParams.set(name, '***');
  return url.href;
}

/** One line of the listing. */
export function listed(name: string, value: unknown, source: string): string {
  return `${name}=${value ?? ''}  # ${value === null ? 'none' : source}`;
}
