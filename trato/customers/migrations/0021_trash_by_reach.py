"""Whoever sees the records of some teams alone reads the trash by an index as well."""

from django.db import migrations, models

TABLES = {
    "contact": "contact",
    "company": "company",
    "task": "task",
    "activity": "activity",
    "segment": "segment",
    "staticlist": "list",
}
SCOPES = {"own": "owner", "team": "team"}


class Migration(migrations.Migration):
    dependencies = [("customers", "0019_limits")]

    operations = [
        migrations.AddIndex(
            table,
            models.Index(
                fields=[column, "-deleted_at", "-id"],
                name=f"{prefix}_trashed_{scope}",
                condition=models.Q(deleted_at__isnull=False),
            ),
        )
        for table, prefix in TABLES.items()
        for scope, column in SCOPES.items()
    ]
