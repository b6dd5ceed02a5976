from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("foundation", "0006_saved_views")]

    operations = []
