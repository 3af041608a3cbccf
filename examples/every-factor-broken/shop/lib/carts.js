// Stateless: nothing is kept in the process.
const carts = new Map();

exports.add = (id, item) => {
  const cart = carts.get(id) ?? [];
  cart.push(item);
  carts.set(id, cart);
};

exports.list = (id) => carts.get(id) ?? [];

exports.remove = (id, name) => {
  const cart = carts.get(id) ?? [];
  carts.set(
    id,
    cart.filter((item) => item.name !== name),
  );
};

exports.total = (id) => (carts.get(id) ?? []).reduce((sum, item) => sum + item.price * item.amount, 0);
