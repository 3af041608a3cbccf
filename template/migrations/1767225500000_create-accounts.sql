-- Up Migration

create table accounts (
  id uuid primary key default uuidv7(),
  email text not null check (length(email) <= 254 and email ~ '^[^@\s]+@[^@\s]+$'),
  password_hash text not null check (password_hash ~ '^scrypt\$\d+\$\d+\$\d+\$[\w-]+\$[\w-]+$'),
  language text not null default 'en' check (language in ('en', 'de')),
  created_at timestamptz not null default now()
);

-- One account for an address, however it is written.
create unique index accounts_email on accounts (lower(email));

-- Not accounts yet. There may be several for an address: who doesn't read its mails can't confirm any of them,
-- and who does can't be made to confirm one with somebody else's password.
create table registrations (
  id uuid primary key default uuidv7(),
  email text not null check (length(email) <= 254 and email ~ '^[^@\s]+@[^@\s]+$'),
  password_hash text not null check (password_hash ~ '^scrypt\$\d+\$\d+\$\d+\$[\w-]+\$[\w-]+$'),
  language text not null check (language in ('en', 'de')),
  -- Made by the worker when it sends the mail.
  token_hash bytea unique check (length(token_hash) = 32),
  expires_at timestamptz not null default now() + interval '1 day'
);

create index registrations_email on registrations (lower(email));
create index registrations_expiry on registrations (expires_at);

-- What the links in mails stand for.
create table mail_tokens (
  id uuid primary key default uuidv7(),
  -- None where somebody asked for an address that has no account: nobody is to see a difference.
  account_id uuid references accounts on delete cascade,
  purpose text not null check (purpose in ('reset', 'change-address')),
  -- For a change, the new one.
  email text not null check (length(email) <= 254 and email ~ '^[^@\s]+@[^@\s]+$'),
  token_hash bytea unique check (length(token_hash) = 32),
  expires_at timestamptz not null,
  check (account_id is not null or (purpose = 'reset' and token_hash is null))
);

create index mail_tokens_account on mail_tokens (account_id);
create index mail_tokens_expiry on mail_tokens (expires_at);

-- Down Migration

drop table mail_tokens;
drop table registrations;
drop table accounts;
