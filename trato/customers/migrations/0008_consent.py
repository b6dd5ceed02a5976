import django.db.models.deletion
import django.db.models.functions.datetime
import trato.kit.ids
from django.conf import settings
from django.db import migrations, models


# What people agreed to is added to and never rewritten. An erasure may take the proof away, which can speak of others.
_GUARD = """
create function customers_consent_guard() returns trigger language plpgsql as $$
begin
  if (old.id, old.contact_id, old.purpose_id, old.channel, old.state, old.wording_id, old.source, old.at)
     is distinct from (new.id, new.contact_id, new.purpose_id, new.channel, new.state, new.wording_id, new.source, new.at)
  then raise exception 'the ledger of consents is only added to'; end if;
  return new;
end $$;
create trigger consent_stays before update on customers_consent
  for each row execute function customers_consent_guard();
create function customers_wording_guard() returns trigger language plpgsql as $$
begin raise exception 'a wording is never changed; write a new version'; end $$;
create trigger wording_stays before update on customers_wording
  for each row execute function customers_wording_guard();
"""
_UNGUARD = """
drop trigger consent_stays on customers_consent;
drop trigger wording_stays on customers_wording;
drop function customers_consent_guard();
drop function customers_wording_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0007_merging"), ("foundation", "0014_erasure")]

    operations = [
        migrations.CreateModel(
            name='PreferenceLink',
            fields=[
                ('contact_id', models.UUIDField(primary_key=True, serialize=False)),
                ('generation', models.IntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='Purpose',
            fields=[
                ('id', models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('code', models.CharField(max_length=60, unique=True)),
                ('label', models.CharField(max_length=100)),
                ('description', models.TextField(blank=True, default='')),
                ('channels', models.JSONField(default=list)),
                ('version', models.IntegerField(default=1)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('name', models.CharField(max_length=100)),
                ('stages', models.JSONField(default=list)),
                ('months', models.IntegerField()),
                ('act', models.CharField(choices=[('trash', 'Put into the trash'), ('erase', 'Erase for ever')], max_length=10)),
                ('is_on', models.BooleanField(default=False)),
                ('last_run_at', models.DateTimeField(null=True)),
                ('last_count', models.IntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('months__gte', 1)), name='retention_of_some_months')],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.IntegerField()),
                ('language', models.CharField(max_length=20)),
                ('text', models.TextField()),
                ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='customers.purpose')),
            ],
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('contact_id', models.UUIDField()),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('phone', 'Phone'), ('text', 'Text message'), ('chat', 'Chat'), ('social', 'Social media'), ('post', 'Post')], max_length=20)),
                ('state', models.CharField(choices=[('given', 'Given'), ('pending', 'Waiting for confirmation'), ('withdrawn', 'Withdrawn')], max_length=20)),
                ('source', models.CharField(choices=[('colleague', 'A colleague'), ('form', 'A form'), ('preferences', 'Their preference page'), ('api', 'A program'), ('import', 'A file')], max_length=20)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('proof', models.TextField(blank=True, default='')),
                ('proof_file_id', models.UUIDField(null=True)),
                ('actor_kind', models.CharField(max_length=20)),
                ('actor_id', models.UUIDField(null=True)),
                ('is_withdrawal', models.GeneratedField(db_persist=True, expression=models.Q(('state', 'withdrawn')), output_field=models.BooleanField())),
                ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='customers.purpose')),
                ('wording', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='customers.wording')),
            ],
        ),
        migrations.CreateModel(
            name='AccessExport',
            fields=[
                ('id', models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('contact_id', models.UUIDField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('finished', 'Done'), ('failed', 'Failed'), ('gone', 'Deleted')], default='waiting', max_length=20)),
                ('size', models.BigIntegerField(default=0)),
                ('failure', models.TextField(blank=True, default='')),
                ('finished_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['contact_id', '-created_at'], name='access_export_of_contact')],
            },
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(fields=('purpose', 'version', 'language'), name='wording_once'),
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(fields=['contact_id', 'purpose', 'channel', '-at', '-is_withdrawal', '-id'], name='consent_of_contact'),
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(fields=['purpose', 'channel', 'state'], name='consent_by_purpose'),
        ),
        migrations.RunSQL(_GUARD, _UNGUARD),
    ]
