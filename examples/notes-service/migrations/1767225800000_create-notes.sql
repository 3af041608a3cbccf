-- Up Migration

create table notes (
  -- Version 7 ids grow with time, so that their order is that of creation.
  id uuid primary key default uuidv7(),
  account_id uuid not null references accounts on delete cascade,
  title text not null,
  body text,
  pinned boolean not null,
  version integer not null default 1 check (version > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index notes_of_account on notes (account_id, id);

-- Down Migration

drop table notes;
