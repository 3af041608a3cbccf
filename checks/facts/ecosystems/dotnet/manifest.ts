// Reads .NET's project files and the older packages.config: packages, the SDK, what kind of program it is.
import type { Dependency } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import { elementsIn, readXml, type XmlElement } from './xml.ts';

export const isProjectFile = (path: string): boolean => /\.(?:cs|fs|vb)proj$/.test(path);

/** `1.2.3` and `[1.2.3]` mean one version (the lowest that satisfies a bare one is taken); ranges and stars float. */
export function isExactVersion(version: string): boolean {
  const inner = /^\[\s*([^,\]]+)\s*\]$/.exec(version)?.[1] ?? version;
  return /^\d[\w.+-]*$/.test(inner.trim());
}

const isTestPackage =
  /^(?:Microsoft\.NET\.Test\.Sdk|xunit(?:\..*)?|NUnit(?:\..*)?|MSTest(?:\..*)?|TUnit|SpecFlow(?:\..*)?|Reqnroll(?:\..*)?)$/i;
const isDesktop = /^(?:true)$/i;

export function readManifest(text: string, path: string): ManifestFile {
  const roots = readXml(text, path);
  if (/(?:^|\/)packages\.config$/i.test(path)) return packagesConfig(roots);
  const elements = [...elementsIn(roots)];
  const property = (name: string): XmlElement | undefined =>
    elements.findLast((element) => element.name === name && element.text !== '');
  const dependencies = packagesOf(elements);
  const isTest =
    dependencies.some(({ name }) => isTestPackage.test(name)) ||
    /^true$/i.test(property('IsTestProject')?.text ?? '');
  const sdk = sdkOf(roots, elements);
  const isExecutable =
    /^(?:exe|winexe)$/i.test(property('OutputType')?.text ?? '') ||
    /\.(?:Web|Worker|BlazorWebAssembly)$/.test(sdk.name);
  const isWindow = isDesktop.test(
    property('UseWPF')?.text ?? property('UseWindowsForms')?.text ?? property('UseMaui')?.text ?? '',
  );
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+proj$/, '');
  const isHosted = dependencies.some(({ name }) => name === 'Microsoft.Extensions.Hosting');
  const program =
    sdk.name === 'Microsoft.NET.Sdk' && isExecutable && isHosted ? 'Microsoft.NET.Sdk.Worker' : sdk.name;
  const isOldWeb = elements.some(
    ({ name, text: guids }) =>
      name === 'ProjectTypeGuids' && /349c5851-65df-11da-9384-00065b846f21/i.test(guids),
  );
  return {
    dependencies:
      isTest || isWindow
        ? dependencies
        : [...platform(isOldWeb ? 'System.Web' : program, sdk, property), ...dependencies],
    name: property('RootNamespace')?.text ?? property('AssemblyName')?.text ?? stem,
    scripts: isExecutable && !isTest ? { [`console:${stem}`]: stem } : {},
    library: !isOldWeb && (!isExecutable || isTest),
    ...(isTest ? { tests: true as const } : {}),
    references: elements.flatMap(({ name, attributes }) => {
      const reference = attributes.get('Include');
      return name === 'ProjectReference' && reference !== undefined ? [reference.replaceAll('\\', '/')] : [];
    }),
    members: [],
    problems: [],
  };
}

/** The SDK is what the project depends on first; its version is the framework's. */
function platform(
  name: string,
  sdk: { readonly at: XmlElement | undefined },
  property: (name: string) => XmlElement | undefined,
): Dependency[] {
  if (!sdk.at || !/\.(?:Web|Worker|BlazorWebAssembly)$/.test(name)) return [];
  const framework =
    property('TargetFramework') ?? property('TargetFrameworks') ?? property('TargetFrameworkVersion');
  return [{ name, constraint: framework?.text ?? '', exact: true, scope: 'runtime', at: sdk.at.at }];
}

function sdkOf(roots: readonly XmlElement[], elements: readonly XmlElement[]) {
  const project = roots.find(({ name }) => name === 'Project');
  const element = elements.find(({ name, attributes }) => name === 'Sdk' && attributes.has('Name'));
  const written = project?.attributes.get('Sdk') ?? element?.attributes.get('Name') ?? '';
  const names = written.split(';').map((name) => name.replace(/\/.*$/, '').trim());
  const name = names.find((one) => /\.(?:Web|Worker|BlazorWebAssembly)$/.test(one)) ?? names[0] ?? '';
  return { name, at: project };
}

function packagesOf(elements: readonly XmlElement[]): Dependency[] {
  const found: Dependency[] = [];
  for (const element of elements) {
    if (element.name !== 'PackageReference' && element.name !== 'DotNetCliToolReference') continue;
    const name = element.attributes.get('Include');
    if (name === undefined || name.includes('$(')) continue;
    const inner = (wanted: string) => element.children.find((child) => child.name === wanted)?.text;
    const constraint =
      element.attributes.get('VersionOverride') ??
      element.attributes.get('Version') ??
      inner('VersionOverride') ??
      inner('Version') ??
      '';
    const isPrivate = /^all$/i.test(element.attributes.get('PrivateAssets') ?? inner('PrivateAssets') ?? '');
    const scope = isPrivate || isTestPackage.test(name) ? 'development' : 'runtime';
    found.push({ name, constraint, exact: isExactVersion(constraint), scope, at: element.at });
  }
  return found;
}

function packagesConfig(roots: readonly XmlElement[]): ManifestFile {
  const dependencies = [...elementsIn(roots)].flatMap((element): Dependency[] => {
    const name = element.attributes.get('id');
    if (element.name !== 'package' || name === undefined) return [];
    const isDevelopment = /^true$/i.test(element.attributes.get('developmentDependency') ?? '');
    return [
      {
        name,
        constraint: element.attributes.get('version') ?? '',
        exact: true,
        scope: isDevelopment ? 'development' : 'runtime',
        at: element.at,
      },
    ];
  });
  return { dependencies, scripts: {}, members: [], problems: [] };
}
