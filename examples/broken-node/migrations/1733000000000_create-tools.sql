-- Up Migration
CREATE TABLE tools (id serial PRIMARY KEY, name text NOT NULL, member text, due date);

-- Down Migration
DROP TABLE tools;
