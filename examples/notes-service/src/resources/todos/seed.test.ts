// The examples: todos like any others, given once.
import { test } from 'tap';
import { signedIn, testApp } from '../../../test/service.ts';
import { seed } from './seed.ts';

test('an account without todos gets examples, one with todos gets none', async (t) => {
  const app = await testApp(t);
  const [user, other] = [await signedIn(app), await signedIn(app)];
  const count = await seed(app.database, user.account.id);
  t.ok(count > 0);
  t.equal(await seed(app.database, user.account.id), 0);
  t.equal((await user.inject('/api/todos')).json().length, count);
  t.same((await other.inject('/api/todos')).json(), []);
});
