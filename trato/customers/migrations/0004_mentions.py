from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_list_indexes")]

    operations = []
