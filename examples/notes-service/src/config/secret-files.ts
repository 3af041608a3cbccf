// Secrets that stand in files, as orchestrators mount them: DATABASE_URL_FILE names one with the DATABASE_URL.
import { readFileSync } from 'node:fs';

export interface Secrets {
  /** The environment, with what the files hold. */
  values: NodeJS.ProcessEnv;
  /** The files that were read, by the variables that they give. */
  files: Map<string, string>;
  problems: string[];
}

/** Reads the files that `env` names for these variables. A line break at the end is none of the secret. */
export function readSecretFiles(names: string[], env: NodeJS.ProcessEnv): Secrets {
  const secrets: Secrets = { values: { ...env }, files: new Map(), problems: [] };
  for (const name of names) {
    const file = env[`${name}_FILE`];
    if (file === undefined) continue;
    if (env[name] !== undefined) {
      secrets.problems.push(`${name} and ${name}_FILE are both given; only one may be`);
      continue;
    }
    try {
      secrets.values[name] = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
      secrets.files.set(name, file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      secrets.problems.push(`${name}_FILE names ${file}, which can't be read: ${code}`);
    }
  }
  return secrets;
}
