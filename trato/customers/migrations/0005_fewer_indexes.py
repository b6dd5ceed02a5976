"""Foreign keys that another index of their table begins with need none of their own."""

import django.db.models.deletion
from django.db import migrations, models

CASCADE = django.db.models.deletion.CASCADE


def owned(table: str, owner: str, *, many: str, null: bool) -> migrations.AlterField:
    key = models.ForeignKey(db_index=False, null=null, on_delete=CASCADE, related_name=many, to=f"customers.{owner}")
    return migrations.AlterField(model_name=table, name=owner, field=key)


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_mentions"),
    ]

    operations = [
        owned("identity", "contact", many="identities", null=True),
        owned("identity", "company", many="identities", null=True),
        owned("address", "contact", many="addresses", null=True),
        owned("address", "company", many="addresses", null=True),
        owned("position", "contact", many="positions", null=False),
        owned("position", "company", many="positions", null=True),
    ]
