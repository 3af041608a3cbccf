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

-- Down Migration

drop table accounts;
