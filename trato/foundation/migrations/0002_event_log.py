"""The event log is partitioned and filled by defaults, which the ORM cannot say."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

CREATE = """
create table log_era (
    only_row boolean primary key default true check (only_row),
    era integer not null,
    system_identifier text not null default ''
);
insert into log_era (era) values (1);

create table event (
    id uuid not null,
    recorded_at timestamptz not null default clock_timestamp(),
    kind text not null,
    at timestamptz not null,
    actor_kind text not null,
    actor_id uuid,
    door text not null,
    contact_id uuid,
    company_id uuid,
    subject_type text not null default '',
    subject_id uuid,
    subject_version integer,
    channel text not null default '',
    data jsonb not null default '{}',
    era integer not null default 1,
    xid xid8 not null default pg_current_xact_id(),
    primary key (recorded_at, id)
) partition by range (recorded_at);

create index event_of_contact on event (contact_id, at) where contact_id is not null;
create index event_of_company on event (company_id, at) where company_id is not null;
create index event_of_kind on event (kind, at, contact_id);
create index event_position on event (era, xid, id);
create table event_default partition of event default;
"""

REMOVE = "drop table event; drop table log_era;"


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [TrigramExtension(), migrations.RunSQL(CREATE, REMOVE)]
