import django.db.models.functions.datetime
from django.db import migrations, models

import trato.kit.ids


class Migration(migrations.Migration):
    dependencies = [("foundation", "0010_search")]

    operations = [
        migrations.CreateModel(
            name="JobTrouble",
            fields=[
                ("id", models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ("job_id", models.BigIntegerField()),
                ("task", models.CharField(max_length=128)),
                ("attempt", models.IntegerField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("problem", models.TextField()),
                ("is_loss", models.BooleanField(default=False)),
            ],
            options={"indexes": [models.Index(fields=["job_id", "-at"], name="trouble_of_job")]},
        ),
    ]
