-- Up Migration

-- What came of requests that may be sent again: kept by the transaction that did the work.
create table idempotency_keys (
  account_id uuid not null references accounts on delete cascade,
  key text not null check (key ~ '^[!-~]{1,255}$'),
  request_hash bytea not null check (length(request_hash) = 32),
  -- Text as it was, which jsonb would put in another order.
  result json not null,
  expires_at timestamptz not null default now() + interval '1 day',
  primary key (account_id, key)
);

create index idempotency_keys_expiry on idempotency_keys (expires_at);

-- Down Migration

drop table idempotency_keys;
