-- Up Migration

-- What changed, for every browser that is open: the truth behind the live updates.
create table events (
  seq bigint generated always as identity primary key,
  resource text not null,
  type text not null check (type in ('created', 'changed', 'deleted')),
  entity_id text not null,
  data jsonb,
  at timestamptz not null default now()
);

-- Down Migration

drop table events;
