from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0018_moving_in")]

    operations = [
        migrations.AddField(model_name="storedfile", name="photo_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="import", name="notices", field=models.JSONField(default=list)),
        migrations.AddField(model_name="import", name="notice_count", field=models.BigIntegerField(default=0)),
    ]
