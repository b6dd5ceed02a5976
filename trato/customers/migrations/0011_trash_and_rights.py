"""The page of the trash has its index, and roles that were there before may use what is new."""

from django.db import migrations, models

ALL = 4  # the reach
TABLES = ("contact", "company", "task")
# Who may do so much with contacts or companies may do as much with what came to them, until somebody decides otherwise.
AS_WITH = {
    "customers.merge_companies": ("customers.edit_companies", False),
    "customers.merge_contacts": ("customers.edit_contacts", False),
    "customers.record_consents": ("customers.edit_contacts", True),
    **{f"customers.see_{many}": ("customers.see_contacts", True) for many in ("lists", "segments")},
    **{f"customers.create_{many}": ("customers.create_contacts", False) for many in ("lists", "segments")},
    **{f"customers.edit_{many}": ("customers.edit_contacts", True) for many in ("lists", "segments")},
    **{f"customers.delete_{many}": ("customers.delete_contacts", True) for many in ("lists", "segments")},
}


def give_rights(apps, schema_editor):  # type: ignore[no-untyped-def]  # Django's signature
    """A right without a reach is held for all or not at all."""
    for role in apps.get_model("foundation", "Role").objects.all():
        given = {
            name: role.rights[other] if reaches else ALL
            for name, (other, reaches) in AS_WITH.items()
            if other in role.rights
        }
        role.rights = {**given, **role.rights}
        role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [("customers", "0010_traits")]

    operations = [
        *(
            migrations.AddIndex(
                table,
                models.Index(
                    fields=["-deleted_at", "-id"], name=f"{table}_trashed", condition=models.Q(deleted_at__isnull=False)
                ),
            )
            for table in TABLES
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
