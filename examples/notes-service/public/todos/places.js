// Where a todo stands: the most important first, then by `order`, of which there is a gap between any two.

/** The largest and the smallest `order` that the service takes. */
const LAST = 2 ** 31 - 1;
const FIRST = -(2 ** 31);
/** Room for ten todos, moved one after the other, between any two. */
const GAP = 1024;

/** Compares as the service sorts. */
export function byPlace(a, b) {
  return b.importance - a.importance || a.order - b.order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** The `order` behind all of `todos`. Two pages may choose the same: the older todo then stands first. */
export function lastOrder(todos) {
  return within(Math.max(0, ...todos.map(({ order }) => order)) + GAP);
}

/**
 * The changes `[id, order]` that move a todo past its neighbour, up (-1) or down (1), among those of its importance;
 * none where it is the first or the last of them. Where there is no room, all of them get new places.
 */
export function movesFor(todos, id, step) {
  const { importance } = todos.find((todo) => todo.id === id);
  const group = todos.filter((todo) => todo.importance === importance);
  const from = group.findIndex((todo) => todo.id === id);
  const neighbour = group[from + step];
  if (!neighbour) return [];
  const beyond = group[from + 2 * step];
  const order = beyond
    ? Math.floor((neighbour.order + beyond.order) / 2)
    : within(neighbour.order + step * GAP);
  const fits = (order - neighbour.order) * step > 0 && (!beyond || (beyond.order - order) * step > 0);
  if (fits) return [[id, order]];

  const [moved] = group.splice(from, 1);
  group.splice(from + step, 0, moved);
  return group
    .map((todo, position) => [todo, (position + 1) * GAP])
    .filter(([todo, place]) => todo.order !== place)
    .map(([todo, place]) => [todo.id, place]);
}

function within(order) {
  return Math.min(Math.max(order, FIRST), LAST);
}
