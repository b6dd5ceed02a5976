"""What all processes remember for a while together: how often somebody tried to sign in.

Unlogged: it costs no write-ahead log, and after a crash the counts begin anew.
"""

from django.db import migrations

CREATE = """
create unlogged table foundation_cache (
  cache_key varchar(255) primary key,
  value text not null,
  expires timestamptz not null
);
create index foundation_cache_expires on foundation_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_event_log")]

    operations = [migrations.RunSQL(CREATE, "drop table foundation_cache")]
