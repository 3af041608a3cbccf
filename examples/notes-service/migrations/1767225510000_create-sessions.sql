-- Up Migration

-- Only hashes of tokens are stored: who reads the database can't log in with what stands there.
create table sessions (
  id uuid primary key default uuidv7(),
  token_hash bytea not null unique check (length(token_hash) = 32),
  account_id uuid not null references accounts on delete cascade,
  remember boolean not null default false,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create index sessions_account on sessions (account_id);
create index sessions_expiry on sessions (expires_at);

-- For programs: they don't expire, their owner takes them back.
create table api_tokens (
  id uuid primary key default uuidv7(),
  token_hash bytea not null unique check (length(token_hash) = 32),
  account_id uuid not null references accounts on delete cascade,
  name text not null check (length(name) between 1 and 100),
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);

create index api_tokens_account on api_tokens (account_id);

-- Down Migration

drop table api_tokens;
drop table sessions;
