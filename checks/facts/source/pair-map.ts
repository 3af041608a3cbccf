/** Values by two texts, each made once: cheaper than one key that is joined from both at every question. */
export class PairMap<Value> {
  readonly #byFirst = new Map<string, Map<string, Value>>();

  get(first: string, second: string, make: () => Value): Value {
    let bySecond = this.#byFirst.get(first);
    if (!bySecond) {
      bySecond = new Map();
      this.#byFirst.set(first, bySecond);
    }
    let value = bySecond.get(second);
    if (value === undefined) {
      value = make();
      bySecond.set(second, value);
    }
    return value;
  }
}
