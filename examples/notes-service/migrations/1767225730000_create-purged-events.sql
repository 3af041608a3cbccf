-- Up Migration

-- The last event that was purged: who hasn't seen it may have missed others, too.
create table purged_events (up_to bigint not null);
create unique index purged_events_row on purged_events ((true));

insert into purged_events
select coalesce(min(seq) - 1, pg_sequence_last_value(pg_get_serial_sequence('events', 'seq')::regclass), 0) from events;

-- Down Migration

drop table purged_events;
