// Deploys a release, the last one where none is named.
import { deploy } from './deployment.ts';
import { findRelease, readLedger } from './ledger.ts';
import { holdLedger } from './lock.ts';
import { argumentsOf, script } from './tools.ts';

script(async () => {
  const [release] = argumentsOf('npm run deploy -- [release]', 1);
  await holdLedger();
  await deploy(findRelease(await readLedger(), release), { rollback: false });
});
