-- Up Migration

-- What changed, for every browser that is open: the truth behind the live updates.
create table events (
  seq bigint generated always as identity primary key,
  -- Whose browsers hear it. No reference: the end of an account has to be heard too.
  account_id uuid not null,
  resource text not null,
  type text not null check (type in ('created', 'changed', 'deleted')),
  entity_id text not null,
  data jsonb,
  at timestamptz not null default now()
);

create index events_of_account on events (account_id, seq);

-- Down Migration

drop table events;
