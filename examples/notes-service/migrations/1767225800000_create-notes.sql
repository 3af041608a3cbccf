-- Up Migration

create table notes (
  -- Version 7 ids grow with time, so the primary key is the order of creation too.
  id uuid primary key default uuidv7(),
  title text not null,
  body text,
  pinned boolean not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Down Migration

drop table notes;
