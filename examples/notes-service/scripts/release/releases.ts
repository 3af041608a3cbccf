// Shows the ledger of releases, the oldest line first.
import { currentRelease, type Entry, readLedger } from './ledger.ts';
import { argumentsOf, say, script } from './tools.ts';

function detail(entry: Entry): string {
  switch (entry.event) {
    case 'released':
      return `commit ${entry.commit}`;
    case 'pushed':
      return entry.digest;
    case 'failed':
      return entry.reason;
    default:
      return entry.rollback ? 'by a rollback' : '';
  }
}

script(async () => {
  argumentsOf('npm run releases', 0);
  const ledger = await readLedger();
  if (ledger.length === 0) say('there is no release yet: npm run release');
  for (const entry of ledger) {
    const { at, overlay, event, release } = entry;
    const columns = [at, overlay.padEnd(10), event.padEnd(8), release, detail(entry)];
    process.stdout.write(`${columns.join('  ').trimEnd()}\n`);
  }
  for (const overlay of new Set(ledger.map((entry) => entry.overlay))) {
    const current = currentRelease(ledger, overlay);
    if (current) process.stdout.write(`${overlay} runs ${current}\n`);
  }
});
