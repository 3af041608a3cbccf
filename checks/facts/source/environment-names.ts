/** How programs name the environment that they run in, and what they choose by it. */

/** Variables that name the environment a process runs in. */
export const environmentName =
  /^(?:(?:NODE|ASPNETCORE|DOTNET|APP|MIX|FLASK|RAILS|RACK|DJANGO|GO|GIN)_)?(?:ENV|ENVIRONMENT|MODE)$|^SPRING_PROFILES_ACTIVE$/;

/** In a path of members: the entry that the environment's name chooses, `config[process.env.NODE_ENV]`. */
export const ofEnvironment = '?environment';

/** What a deploy chooses among entries for environments; undefined where none is production's. */
export const forProduction = <Entry>(entries: ReadonlyMap<string, Entry>): Entry | undefined =>
  entries.get('production') ?? entries.get('prod');
