/** The starts, and all that they lead to over any number of steps, in the order in which it is met. */
export function closureOf<One>(starts: Iterable<One>, onward: (one: One) => Iterable<One>): Set<One> {
  const seen = new Set(starts);
  for (const one of seen) for (const other of onward(one)) seen.add(other);
  return seen;
}
