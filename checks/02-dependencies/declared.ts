/** Imports against manifests, and packages installed by name. An import computed at run time isn't seen. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass, unknown } from '../engine/check.ts';

export default defineCheck({
  title: 'Every package that the source imports is declared in the manifest.',
  why: 'An undeclared package works only where somebody happened to install it; the next machine starts the app and fails.',
  fix: 'Add the package to the manifest of its ecosystem, with a version, and install from the manifest alone.',
  severity: 'must',
  subject: 'app',
  needs: ['app', 'dependencies', 'imports'],
  run({ app, dependencies, imports }) {
    const unread = dependencies.manifests.find((manifest) => manifest.unread !== undefined);
    if (unread)
      return unknown(`\`${unread.path}\` could not be read: ${unread.unread}`, [{ path: unread.path }]);
    const undeclared = imports
      .filter(
        ({ provided, optional }) => !optional && (provided === 'undeclared' || provided === 'transitive'),
      )
      .map(
        ({ module, provided, packages, at }): Finding => ({
          at,
          message:
            provided === 'transitive'
              ? `imports \`${module}\`, which only arrives through another package and is declared nowhere.`
              : `imports \`${module}\`, but no manifest declares ${packages[0] ? `\`${packages[0]}\`` : 'it'}.`,
        }),
      );
    const byName = dependencies.installs.map(
      ({ name, at }): Finding => ({
        at,
        message: `installs \`${name}\` by name instead of from a manifest.`,
      }),
    );
    return failIfAny([...firstOfEach(undeclared), ...byName], () => {
      if (dependencies.manifests.length > 0) {
        return pass(
          'every import is declared',
          dependencies.manifests.map(({ path }) => ({ path })),
        );
      }
      if (imports.length === 0)
        return notApplicable(
          `nothing in ${app.path === '.' ? 'the repository' : app.path} imports a package from outside`,
        );
      return pass('every import is declared');
    });
  },
});

/** A package missing from the manifest is one mistake, however many files import it. */
const firstOfEach = (findings: readonly Finding[]): Finding[] => {
  const seen = new Set<string>();
  return findings.filter(({ message }) => !seen.has(message) && seen.add(message));
};
