from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("foundation", "0004_imports")]

    operations = []
