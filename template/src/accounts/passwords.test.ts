// Password hashes: salted, readable with the cost they were made with, and as slow for nobody.
import { test } from 'tap';
import { hashPassword, verifyPassword } from './passwords.ts';

test('a password is the one of its hash, and no other is', async (t) => {
  const hash = await hashPassword('correct horse battery');
  t.match(hash, /^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/);
  t.not(await hashPassword('correct horse battery'), hash, 'each has its salt');
  t.equal(await verifyPassword('correct horse battery', hash), true);
  t.equal(await verifyPassword('correct horse batterz', hash), false);
  t.equal(await verifyPassword('', hash), false);
});

test('a hash of another cost is still read', async (t) => {
  t.equal(await verifyPassword('x', await hashPassword('x', { N: 16, r: 1, p: 1 })), true);
});

test('the same letters typed in another way are the same password', async (t) => {
  const hash = await hashPassword('Stra\u00dfe nach M\u00fcnchen', { N: 16, r: 1, p: 1 });
  t.equal(await verifyPassword('Stra\u00dfe nach Mu\u0308nchen', hash), true);
});

test('nobody has no password, and that costs as much', async (t) => {
  const hash = await hashPassword('x');
  const time = async (stored: string | undefined) => {
    const start = process.cpuUsage();
    t.equal(await verifyPassword('y', stored), false);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  const [somebody, nobody] = [await time(hash), await time(undefined)];
  t.ok(nobody > somebody / 2 && nobody < somebody * 2, `${somebody} and ${nobody} µs`);
});
