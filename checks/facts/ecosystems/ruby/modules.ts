// What a name in Ruby's `require`, or a constant, means: a file of the repository, the platform, or a gem.
import type { ManifestFile, SourceFiles } from '../ecosystem.ts';

/** The standard library and the gems that every Ruby brings by default. */
const platform = new Set(
  `English abbrev base64 benchmark bigdecimal bundler cgi coverage csv date dbm delegate did_you_mean digest drb e2mmap erb
  error_highlight etc expect fcntl fiddle fileutils find forwardable getoptlong io ipaddr irb json logger matrix minitest
  monitor mutex_m net objspace observer open-uri open3 openssl optparse ostruct pathname pp prettyprint prime prism pstore psych
  pty racc rake rdoc readline reline resolv rexml rinda ripper rubygems scanf securerandom set shell shellwords singleton socket
  stringio strscan syntax_suggest syslog tempfile test thread thwait time timeout tmpdir tracer tsort un unicode_normalize uri
  weakref webrick win32ole yaml zlib continuation rbconfig enumerator fiber thwait mkmf erb rubygems`.split(
    /\s+/,
  ),
);
/** What left the standard library with Ruby 3.0 and later is a gem where it stands in a manifest, and was there before. */
export const isPlatformModule = (module: string): boolean => platform.has(module.split('/')[0] ?? module);

/** Gems whose main file is named otherwise. */
const gems: ReadonlyMap<string, readonly string[]> = new Map([
  ['active_record', ['activerecord', 'rails']],
  ['active_support', ['activesupport', 'rails']],
  ['active_model', ['activemodel', 'rails']],
  ['active_job', ['activejob', 'rails']],
  ['active_storage', ['activestorage', 'rails']],
  ['action_controller', ['actionpack', 'rails']],
  ['action_dispatch', ['actionpack', 'rails']],
  ['action_view', ['actionview', 'rails']],
  ['action_mailer', ['actionmailer', 'rails']],
  ['action_cable', ['actioncable', 'rails']],
  ['action_mailbox', ['actionmailbox', 'rails']],
  ['action_text', ['actiontext', 'rails']],
  ['rails', ['rails', 'railties']],
  ['sprockets', ['sprockets-rails', 'sprockets', 'sass-rails', 'rails']],
  ['bootsnap', ['bootsnap']],
  ['dotenv', ['dotenv', 'dotenv-rails']],
  ['dotenv-rails', ['dotenv-rails']],
  ['devise', ['devise', 'devise-jwt']],
  ['openid_connect', ['openid_connect']],
  ['google', ['google-api-client', 'google-cloud-storage', 'google-apis-core', 'googleauth']],
  ['aws-sdk', ['aws-sdk', 'aws-sdk-s3']],
  ['rack', ['rack', 'sinatra', 'rails', 'hanami', 'roda', 'grape']],
  ['sinatra', ['sinatra', 'sinatra-contrib']],
  ['rspotify', ['rspotify']],
  ['mail', ['mail', 'actionmailer', 'rails']],
  ['nokogiri', ['nokogiri']],
  ['sequel', ['sequel', 'sequel_pg']],
  ['mongo', ['mongo', 'mongoid']],
  ['bcrypt', ['bcrypt', 'bcrypt-ruby']],
  ['jwt', ['jwt', 'ruby-jwt']],
  ['faraday', ['faraday', 'faraday_middleware']],
  ['rufus', ['rufus-scheduler', 'rufus-lru']],
  ['delayed', ['delayed_job', 'delayed_job_active_record']],
  ['kafka', ['ruby-kafka']],
  ['rdkafka', ['rdkafka', 'karafka']],
  ['mini_magick', ['mini_magick', 'image_processing']],
  ['good_job', ['good_job']],
  ['concurrent', ['concurrent-ruby']],
  ['i18n', ['i18n', 'rails']],
  ['haml', ['haml', 'haml-rails']],
  ['redcarpet', ['redcarpet']],
  ['pry', ['pry', 'pry-byebug', 'pry-rails']],
  ['byebug', ['byebug', 'pry-byebug']],
  ['tzinfo', ['tzinfo', 'tzinfo-data', 'rails']],
  ['thor', ['thor', 'rails']],
  ['rspec', ['rspec', 'rspec-rails', 'rspec-core']],
  ['puma', ['puma']],
]);

const families = new Set('net omniauth google rack rspec aws-sdk dry rom opentelemetry'.split(' '));

/** What frameworks bring for their users: their own parts, to be required from the app. */
const partsOfRails =
  /^(?:active_|action_|rails$|rails\/|abstract_controller|mail$|rack$|rack\/|i18n$|thor$|concurrent)/;

/**
 * Gems that may provide a required file, likeliest first: `sinatra/base` → `sinatra`, `net/ldap` → `net-ldap`. Constants
 * name no gem.
 */
export function packagesOf(module: string): readonly string[] {
  if (/^[A-Z./]/.test(module) || !/^[\w./+-]{1,200}$/.test(module)) return [];
  const [first = module, second] = module.split('/');
  const known = gems.get(first);
  const whole = module.replaceAll('/', '-');
  const parts = second === undefined ? [] : [whole, `${first}-${second}`, `${first}_${second}`];
  // Some families are gems of their own, one for each part; elsewhere a part belongs to the gem.
  const names = [
    ...(families.has(first) ? parts : []),
    ...(known ?? []),
    first,
    ...parts,
    first.replaceAll('_', '-'),
    first.replaceAll('-', '_'),
    ...(partsOfRails.test(module) ? ['rails'] : []),
  ];
  return [...new Set(names)];
}

/** `Api::TodoStore`, written `Api.TodoStore`, as Ruby's loaders look for it: `api/todo_store`. */
export const underscored = (name: string): string =>
  name
    .split('.')
    .map((part) =>
      part
        .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
        .replace(/([a-z\d])([A-Z])/g, '$1_$2')
        .toLowerCase(),
    )
    .join('/');

const indexes = new WeakMap<readonly string[], Map<string, string[]>>();

/** Ruby files by their name without extension. */
function byName(paths: readonly string[]): Map<string, string[]> {
  let index = indexes.get(paths);
  if (!index) {
    index = new Map();
    for (const path of paths) {
      if (!path.endsWith('.rb') || isTestPath(path)) continue;
      const name = path.slice(path.lastIndexOf('/') + 1, -3);
      const list = index.get(name);
      if (list) list.push(path);
      else index.set(name, [path]);
    }
    indexes.set(paths, index);
  }
  return index;
}

/** The file that has most of its path in common with the one that asks. */
function nearest(candidates: readonly string[], from: string): string | undefined {
  const shared = (path: string) => {
    let length = 0;
    while (length < path.length && path[length] === from[length]) length++;
    return path.slice(0, length).split('/').length;
  };
  return [...candidates].sort((a, b) => shared(b) - shared(a) || a.length - b.length)[0];
}

/** `require_relative`, `require` by a load path (`lib`, `app/*`), and constants by the name of their file. */
export function resolveModule(
  module: string,
  from: string,
  files: SourceFiles,
  _manifests: readonly { path: string; file: ManifestFile }[],
): string | undefined {
  if (/^[A-Z]/.test(module)) {
    const name = underscored(module);
    const last = name.slice(name.lastIndexOf('/') + 1);
    const fits = (byName(files.paths).get(last) ?? []).filter(
      (path) => path === `${name}.rb` || path.endsWith(`/${name}.rb`),
    );
    return nearest(fits, from);
  }
  if (module.startsWith('.')) {
    const parts = from.split('/').slice(0, -1);
    for (const part of module.split('/')) {
      if (part === '' || part === '.') continue;
      if (part !== '..') parts.push(part);
      else if (parts.pop() === undefined) return undefined;
    }
    const path = parts.join('/');
    return [path, `${path}.rb`].find((candidate) => candidate.endsWith('.rb') && files.has(candidate));
  }
  const wanted = module.endsWith('.rb') ? module : `${module}.rb`;
  const last = wanted.slice(wanted.lastIndexOf('/') + 1, -3);
  const fits = (byName(files.paths).get(last) ?? []).filter(
    (path) => path === wanted || path.endsWith(`/${wanted}`),
  );
  return nearest(fits, from);
}

/** Specifications, factories and what the frameworks keep for tests and documentation. */
export function isTestPath(path: string): boolean {
  return (
    /(?:^|\/)(?:spec|test|tests|features|factories|fixtures|cassettes)\//.test(path) ||
    /(?:^|\/)(?:\w+_(?:spec|test|steps)|spec_helper|rails_helper|test_helper)\.rb$/.test(path) ||
    /(?:^|\/)(?:Guardfile|Capfile|Dangerfile|Vagrantfile|Brewfile)(?:\.rb)?$/.test(path) ||
    /(?:^|\/)bin\/(?:setup\w*|update|yarn(?:pkg)?|webpack\S*|spring|bundle|rspec|rubocop|brakeman|dev|ci|importmap|rails|rake|vite)$/.test(
      path,
    ) ||
    /(?:^|\/)(?:lib\/generators|lib\/templates|capistrano|\.irbrc|config\/deploy(?:\/\w+)?\.rb$)/.test(path)
  );
}
