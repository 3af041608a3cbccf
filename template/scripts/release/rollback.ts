// Goes back to the release before the one that runs. The schema stays: it has to suit the release before, too.
import { deploy } from './deployment.ts';
import { findRelease, readLedger, releaseBefore } from './ledger.ts';
import { holdLedger } from './lock.ts';
import { argumentsOf, script, Trouble } from './tools.ts';

script(async () => {
  const [overlay = 'microk8s'] = argumentsOf('npm run rollback -- [overlay]', 1);
  await holdLedger();
  const ledger = await readLedger();
  const before = releaseBefore(ledger, overlay);
  if (!before) throw new Trouble(`no release was deployed to ${overlay} before the one that runs`);
  await deploy(findRelease(ledger, before), { rollback: true });
});
