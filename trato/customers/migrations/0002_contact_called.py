
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(django.db.models.functions.text.Lower('name'), condition=models.Q(('deleted_at__isnull', True), ('root_id', models.F('id'))), name='contact_called'),
        ),
    ]
