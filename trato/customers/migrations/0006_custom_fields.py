"""A row for each record that has a value in a field that people made; the fields are columns that come and go."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = """create table customers_{name}_fields (
  id uuid primary key references customers_{name} (id) on delete cascade
)"""


def _table(name: str, model: str) -> migrations.SeparateDatabaseAndState:
    """By hand, because the database itself takes the row away with its record."""
    return migrations.SeparateDatabaseAndState(
        database_operations=[
            migrations.RunSQL(TABLE.format(name=name), f"drop table customers_{name}_fields"),
        ],
        state_operations=[
            migrations.CreateModel(
                name=model,
                fields=[
                    (
                        "record",
                        models.OneToOneField(
                            db_column="id",
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="+",
                            serialize=False,
                            to=f"customers.{name}",
                        ),
                    ),
                ],
                options={"db_table": f"customers_{name}_fields"},
            ),
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0005_fewer_indexes"), ("foundation", "0013_custom_fields")]

    operations = [_table("contact", "ContactFields"), _table("company", "CompanyFields")]
