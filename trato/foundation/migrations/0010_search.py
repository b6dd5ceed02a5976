from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("foundation", "0009_import_formats")]

    operations = []
