import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import trato.kit.ids


class Migration(migrations.Migration):
    dependencies = [("foundation", "0011_operations")]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('kind', models.CharField(max_length=50)),
                ('format', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'XLSX')], max_length=4)),
                ('has_mark', models.BooleanField(default=True)),
                ('columns', models.JSONField(default=list)),
                ('given', models.JSONField(default=dict)),
                ('rules', models.JSONField(null=True)),
                ('ids', models.JSONField(null=True)),
                ('sort', models.CharField(blank=True, default='', max_length=60)),
                ('descending', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('stopped', 'Stopped'), ('finished', 'Finished'), ('failed', 'Failed'), ('gone', 'Deleted')], default='waiting', max_length=10)),
                ('attempt', models.IntegerField(default=0)),
                ('total', models.BigIntegerField(default=0)),
                ('row_count', models.BigIntegerField(default=0)),
                ('cut_count', models.BigIntegerField(default=0)),
                ('size', models.BigIntegerField(default=0)),
                ('failure', models.TextField(blank=True, default='')),
                ('door', models.CharField(default='page', max_length=20)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-created_at'], name='export_of_user')],
            },
        ),
    ]
