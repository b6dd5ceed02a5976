"""Distinct words, in which typing errors are looked for; those of the records that are there are learnt at once."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models

LEARN = """
insert into foundation_searchterm (kind, word)
select distinct w.kind, w.word from foundation_searchword w where length(w.word) >= 4 and w.word !~ '^[0-9]+$'
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0009_import_formats")]

    operations = [
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=50)),
                ("word", models.CharField(db_collation="C", max_length=64)),
            ],
        ),
        migrations.RunSQL(LEARN, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="searchterm",
            index=models.Index(fields=["kind", "word"], name="searchterm_by_word"),
        ),
        migrations.AddIndex(
            model_name="searchterm",
            index=GinIndex(OpClass("word", name="gin_trgm_ops"), name="searchterm_alike"),
        ),
    ]
