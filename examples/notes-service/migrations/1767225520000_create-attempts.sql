-- Up Migration

-- How often something was tried that somebody might try too often. What a key stands for is hashed.
create table attempts (
  key bytea primary key check (length(key) = 32),
  count integer not null check (count > 0),
  expires_at timestamptz not null
);

create index attempts_expiry on attempts (expires_at);

-- Down Migration

drop table attempts;
