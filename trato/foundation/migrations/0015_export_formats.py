from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0014_erasure")]

    operations = [
        migrations.AlterField(
            model_name="export",
            name="format",
            field=models.CharField(
                choices=[("csv", "CSV"), ("xlsx", "XLSX"), ("jsonl", "JSON Lines")], max_length=10
            ),
        )
    ]
