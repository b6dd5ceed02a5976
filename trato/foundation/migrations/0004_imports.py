
import django.db.models.deletion
import django.db.models.functions.datetime
import trato.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0003_cache'),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('kind', models.CharField(max_length=50)),
                ('file_name', models.CharField(max_length=250)),
                ('path', models.TextField()),
                ('size', models.BigIntegerField()),
                ('encoding', models.CharField(max_length=20)),
                ('separator', models.CharField(max_length=1)),
                ('has_declaration', models.BooleanField(default=False)),
                ('line_count', models.BigIntegerField(default=0)),
                ('header', models.JSONField(default=list)),
                ('mapping', models.JSONField(default=list)),
                ('key', models.CharField(blank=True, default='', max_length=60)),
                ('rule', models.CharField(choices=[('update', 'Update it'), ('skip', 'Leave it as it is'), ('create', 'Create another one')], default='update', max_length=10)),
                ('state', models.CharField(choices=[('columns', 'Columns'), ('matching', 'Matching'), ('preview', 'Preview'), ('waiting', 'Waiting'), ('running', 'Running'), ('stopped', 'Stopped'), ('finished', 'Finished'), ('failed', 'Failed')], default='columns', max_length=10)),
                ('preview', models.JSONField(default=dict)),
                ('position', models.BigIntegerField(default=0)),
                ('row_count', models.BigIntegerField(default=0)),
                ('created_count', models.BigIntegerField(default=0)),
                ('updated_count', models.BigIntegerField(default=0)),
                ('skipped_count', models.BigIntegerField(default=0)),
                ('failed_count', models.BigIntegerField(default=0)),
                ('keyless_count', models.BigIntegerField(default=0)),
                ('shared_count', models.BigIntegerField(default=0)),
                ('failure', models.TextField(blank=True, default='')),
                ('door', models.CharField(default='import', max_length=20)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('change_set', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.changeset')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ImportLink',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('line', models.BigIntegerField()),
                ('record_id', models.UUIDField()),
                ('values', models.JSONField(default=dict)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='foundation.import')),
            ],
        ),
        migrations.CreateModel(
            name='ImportRefusal',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('line', models.BigIntegerField()),
                ('cells', models.JSONField(default=list)),
                ('problems', models.JSONField(default=list)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refusals', to='foundation.import')),
            ],
        ),
        migrations.AddIndex(
            model_name='import',
            index=models.Index(fields=['user', '-created_at'], name='import_of_user'),
        ),
        migrations.AddIndex(
            model_name='importrefusal',
            index=models.Index(fields=['of', 'line'], name='import_refusal_by_line'),
        ),
    ]
