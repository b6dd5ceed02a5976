import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import trato.kit.ids


class Migration(migrations.Migration):
    dependencies = [("foundation", "0013_custom_fields")]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('record_type', models.CharField(max_length=50)),
                ('record_id', models.UUIDField()),
                ('record_ids', models.JSONField(default=list)),
                ('why', models.CharField(choices=[('request', 'They asked for it'), ('retention', 'A retention rule'), ('list', 'The erasure list, after a restore')], max_length=20)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('finished', 'Done'), ('failed', 'Failed')], default='waiting', max_length=20)),
                ('traces', models.JSONField(default=dict)),
                ('digests', models.JSONField(default=list)),
                ('counts', models.JSONField(default=dict)),
                ('failure', models.TextField(blank=True, default='')),
                ('actor_kind', models.CharField(max_length=20)),
                ('actor_id', models.UUIDField(null=True)),
                ('door', models.CharField(max_length=20)),
                ('started_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['-created_at'], name='erasure_by_time')],
            },
        ),
        migrations.CreateModel(
            name='ErasedRecord',
            fields=[
                ('record_id', models.UUIDField(primary_key=True, serialize=False)),
                ('record_type', models.CharField(max_length=50)),
                ('erasure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='foundation.erasure')),
            ],
        ),
    ]
