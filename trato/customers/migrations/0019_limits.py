"""The page of every trash reads what went last by an index."""

from django.db import migrations, models

TABLES = {"activity": "activity", "staticlist": "list", "segment": "segment"}


class Migration(migrations.Migration):
    dependencies = [("customers", "0015_about_records")]

    operations = [
        migrations.AddIndex(
            table,
            models.Index(
                fields=["-deleted_at", "-id"], name=f"{prefix}_trashed", condition=models.Q(deleted_at__isnull=False)
            ),
        )
        for table, prefix in TABLES.items()
    ]
