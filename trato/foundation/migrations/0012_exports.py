from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("foundation", "0011_operations")]

    operations = []
