// Where entities are found: the database knows paths, clients get URLs, which lead there from any page.

/** What clients see of an entity, or of each in a list: its `url`, a path, becomes a URL. Other values stay. */
export function addressed(value: unknown, publicUrl: string): unknown {
  if (Array.isArray(value)) return value.map((item) => addressed(item, publicUrl));
  const hasPath = typeof value === 'object' && value !== null && 'url' in value;
  return hasPath ? { ...value, url: `${publicUrl}${value.url}` } : value;
}

/** The same of JSON text as the database writes it: no string can hold a quotation mark without a backslash before. */
export function addressedText(json: string, publicUrl: string): string {
  return json.replaceAll(/"url": ?"\//g, () => `"url":"${publicUrl}/`);
}
