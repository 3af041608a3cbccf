/** The twelve factors: numbers, slugs, titles, in the order of https://12factor.net. */

export interface Factor {
  readonly number: number;
  readonly numeral: string;
  readonly slug: string;
  readonly title: string;
  /** What the factor asks for, in one sentence. */
  readonly asks: string;
}

const factor = (number: number, numeral: string, slug: string, title: string, asks: string): Factor => ({
  number,
  numeral,
  slug,
  title,
  asks,
});

export const factors: readonly Factor[] = [
  factor(1, 'I', 'codebase', 'Codebase', 'One codebase tracked in version control, many deploys.'),
  factor(2, 'II', 'dependencies', 'Dependencies', 'Dependencies are declared explicitly and isolated.'),
  factor(3, 'III', 'config', 'Config', 'What varies between deploys is kept in the environment.'),
  factor(
    4,
    'IV',
    'backing-services',
    'Backing services',
    'Backing services are attached resources, located by config.',
  ),
  factor(
    5,
    'V',
    'build-release-run',
    'Build, release, run',
    'Building, releasing and running are strictly separate stages.',
  ),
  factor(6, 'VI', 'processes', 'Processes', 'The app runs as stateless processes that share nothing.'),
  factor(7, 'VII', 'port-binding', 'Port binding', 'The app exports its service by binding a port.'),
  factor(8, 'VIII', 'concurrency', 'Concurrency', 'The app scales out by running more processes.'),
  factor(9, 'IX', 'disposability', 'Disposability', 'Processes start fast and stop gracefully.'),
  factor(10, 'X', 'parity', 'Dev/prod parity', 'Development, staging and production are kept alike.'),
  factor(11, 'XI', 'logs', 'Logs', 'Logs are event streams, written to standard output.'),
  factor(12, 'XII', 'admin', 'Admin processes', 'Admin tasks run as one-off processes against a release.'),
];

/** The folder of a factor's checks: `07-port-binding`. */
export const factorFolder = ({ number, slug }: Factor): string =>
  `${String(number).padStart(2, '0')}-${slug}`;
