-- Up Migration

create table todos (
  -- Version 7 ids grow with time, so that new rows lie beside each other.
  id uuid primary key default uuidv7(),
  account_id uuid not null references accounts on delete cascade,
  title text not null check (char_length(title) <= 500 and title ~ '\S'),
  description text not null default '' check (char_length(description) <= 250),
  importance smallint not null default 0 check (importance between 0 and 10),
  completed boolean not null default false,
  "order" integer not null default 0,
  version integer not null default 1 check (version > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- The order of the list: the most important first.
create index todos_of_account on todos (account_id, (-importance), "order", id);

-- Down Migration

drop table todos;
