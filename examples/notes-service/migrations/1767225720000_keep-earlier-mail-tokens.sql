-- Up Migration

-- A mail whose sending was in doubt is sent again, with another token. Which of the two is read, nobody knows:
-- the links of both are good.
alter table registrations add column earlier_token_hashes bytea[] not null default '{}';
alter table mail_tokens add column earlier_token_hashes bytea[] not null default '{}';

create index registrations_earlier_tokens on registrations using gin (earlier_token_hashes);
create index mail_tokens_earlier_tokens on mail_tokens using gin (earlier_token_hashes);

-- Down Migration

alter table mail_tokens drop column earlier_token_hashes;
alter table registrations drop column earlier_token_hashes;
