"""Each order of a list for everybody, one owner and one team, with what lists are filtered by held in the index."""

from django.db import migrations, models

STANDING = models.Q(("is_standing", True))
ORDERS = {
    "name": ["sort_key", "id"],
    "activity": ["-last_activity_at", "-id"],
    "changed": ["updated_at", "id"],
    "born": ["id"],
}
SCOPES = {"all": ([], ["owner", "team"]), "own": (["owner"], ["team"]), "team": (["team"], ["owner"])}
FILTERED = {"company": ["lifecycle_stage", "language"], "contact": ["lifecycle_stage", "lead_status", "language"]}
REPLACED = ["changed", *(f"{order}_{scope}" for order in ("name", "activity") for scope in SCOPES)]


def added(model: str) -> list[migrations.AddIndex]:
    lists = [
        models.Index(
            fields=[*scope, *order],
            name=f"{model}_{sort}_{who}",
            condition=STANDING,
            include=[*beside, *FILTERED[model], "created_at"],
        )
        for sort, order in ORDERS.items()
        for who, (scope, beside) in SCOPES.items()
    ]
    filters = [
        models.Index(fields=[column], name=f"{model}_by_{column}", condition=STANDING)
        for column in (*FILTERED[model], "time_zone", "created_at")
    ]
    return [migrations.AddIndex(model_name=model, index=index) for index in (*lists, *filters)]


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_tasks")]

    operations = [
        *(
            migrations.RemoveIndex(model_name=model, name=f"{model}_{name}")
            for model in ("company", "contact")
            for name in REPLACED
        ),
        migrations.AddIndex(
            model_name="address",
            index=models.Index(fields=["country", "contact", "company"], name="address_in_country"),
        ),
        *added("company"),
        *added("contact"),
    ]
