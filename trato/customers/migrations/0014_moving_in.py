from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0013_activities")]

    operations: list[migrations.operations.base.Operation] = [
        migrations.AddField(
            model_name="note", name="what", field=models.TextField(blank=True, db_default="", default="")
        ),
    ]
