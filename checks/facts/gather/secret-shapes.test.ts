/** Names and values that are credentials, and those that only look like one. */

import t from 'tap';
import { processorTime } from '../../engine/fixtures.ts';
import {
  inlinePassword,
  isBlank,
  isInvented,
  isProse,
  isRandom,
  isSecretName,
  knownShape,
} from './secret-shapes.ts';

t.test('names of credentials', async (t) => {
  for (const name of [
    'DB_PASSWORD',
    'dbPassword',
    'password',
    'SECRET_KEY',
    'secretKey',
    'JWT_SECRET',
    'apiKey',
    'API-KEY',
    'access_token',
    'cookieSecret',
    'MYSQL_ROOT_PASSWORD',
    'PGPASSWORD',
    'db_pass',
    'spring.datasource.password',
    'privateKey',
    'AWS_SECRET_ACCESS_KEY',
    'WTF_CSRF_SECRET_KEY',
    'ENCRYPTION_KEY',
    'SENDGRID_API_KEY',
    'defaultUserPass',
    'cryptoKey',
    'zapApiKey',
  ])
    t.ok(isSecretName(name), name);
});

t.test('names that only speak of credentials', async (t) => {
  for (const name of [
    'TOKEN_HEADER',
    'passwordField',
    'forgot_password',
    'ACCESS_TOKEN_EXPIRE_MINUTES',
    'primaryKey',
    'password_hash',
    'PASSWORD_MIN_LENGTH',
    'secretName',
    'tokenUrl',
    'passwordLabel',
    'invalid_password',
    'publicKey',
    'cacheKey',
    'key',
    'author',
    'compass',
    'bypass',
    'tokenizer',
    'max_tokens',
    'AWS_ACCESS_KEY_ID',
    'PASSWORD_FILE',
    'storageKey',
    'isPassword',
    'SECRET_NAME',
    'credentials',
    'csrfHeader',
  ])
    t.notOk(isSecretName(name), name);
});

t.test('known shapes', async (t) => {
  // Put together here, so that no scanner takes this file for a leak.
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  t.equal(knownShape(`ghp_${letters}`), 'GitHub token');
  t.equal(knownShape(`AKIA${'Q2W3E4R5T6Y7U8I9'}`), 'AWS access key');
  t.equal(knownShape(`-----BEGIN RSA ${'PRIVATE'} KEY-----\nMIIE`), 'private key');
  t.equal(knownShape(`sk_live_${letters}`), 'Stripe key');
  t.equal(knownShape('AKIAIOSFODNN7EXAMPLE'), undefined, 'the documentation’s own example');
  t.equal(knownShape('-----BEGIN PUBLIC KEY-----\nMIIB'), undefined);
  t.equal(knownShape('https://example.com/hooks'), undefined);
});

t.test('passwords inside addresses', async (t) => {
  t.equal(inlinePassword('postgres://app:s3cret@db:5432/app'), 's3cret');
  t.equal(inlinePassword('redis://:s3cret@cache:6379/0'), 's3cret');
  t.equal(inlinePassword('postgres://app:p@ss@db/app'), 'p@ss');
  t.equal(inlinePassword('app:s3cret@tcp(db:3306)/app'), 's3cret');
  t.equal(inlinePassword('host=db user=app password=s3cret dbname=app sslmode=disable'), 's3cret');
  t.equal(inlinePassword('Server=db;Database=app;User Id=sa;Password=Secret_1;'), 'Secret_1');
  t.equal(inlinePassword('postgres://db:5432/app'), undefined);
  t.equal(inlinePassword('postgres://app@db/app'), undefined);
  t.equal(inlinePassword('postgres://app:@db/app'), undefined);
  t.equal(inlinePassword('git@github.com:owner/name.git'), undefined);
  t.equal(inlinePassword('https://example.com/@user:name'), undefined);
  t.equal(inlinePassword('the password = yours'), undefined);
});

t.test('values that open nothing', async (t) => {
  for (const value of ['', ' ', '<your-key>', '***', '**masked**', '...', 'xxxx', 'null', '[redacted]'])
    t.ok(isBlank(value), value);
  for (const value of ['changeme', 'CHANGE_ME', 'your-api-key', 'put-your-key-here', 'replace_me'])
    t.ok(isInvented(value) && !isBlank(value), value);
  for (const value of [
    'Forgot your password?',
    'String',
    'required|min:6',
    '/reset-password',
    'x-token',
    '^[a-z]+$',
  ])
    t.ok(isProse(value), value);
  for (const value of ['postgres', 'Admin_123', 'hunter2', 'test_secret'])
    t.notOk(isProse(value) || isBlank(value), value);
});

t.test('random-looking values', async (t) => {
  t.ok(isRandom('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b'));
  t.ok(isRandom('kJ8sdf7Hs9dfjL3kd0Xz'));
  t.notOk(isRandom('secret_key'));
  t.notOk(isRandom('postgrespassword1'));
});

t.test('no pattern backtracks without end', async (t) => {
  const hostile = [
    `a://${':'.repeat(50_000)}`,
    `${'a='.repeat(25_000)}`,
    `${' '.repeat(50_000)}{`,
    `your-${'-'.repeat(50_000)}`,
  ];
  for (const value of hostile) {
    const start = processorTime();
    inlinePassword(value);
    knownShape(value);
    isProse(value);
    isInvented(value);
    isSecretName(value);
    t.ok(processorTime() - start < 200, 'linear');
  }
});
