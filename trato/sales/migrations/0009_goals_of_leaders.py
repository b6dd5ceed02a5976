"""Whoever changes the deals of a team and those below it leads those who sell: goals and adjustments are theirs."""

from django.db import migrations

SUBTREE, ALL = 3, 4  # the reach


def give_rights(apps, schema_editor):  # type: ignore[no-untyped-def]  # Django's signature
    """What a role was given before stays as it is."""
    for role in apps.get_model("foundation", "Role").objects.all():
        if role.rights.get("sales.edit_deals", 0) >= SUBTREE:
            role.rights = {"sales.set_goals": ALL, "sales.adjust_forecasts": ALL, **role.rights}
            role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [("sales", "0008_speed")]
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=True)]
