"""Notes, tasks, calls and meetings can be about records of other modules, and those have stories of their own."""

from django.db import migrations, models

# The story of a contact or a company has an index of its own; this one is for whatever else something happened to.
SUBJECTS = """create index event_of_subject on event (subject_id, at)
where subject_id is not null and subject_type not in ('contact', 'company')"""
ABOUT = models.Q(("about_id__isnull", False))


class Migration(migrations.Migration):
    dependencies = [("customers", "0014_moving_in"), ("foundation", "0018_moving_in")]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="about_kind",
                field=models.CharField(blank=True, db_default="", default="", editable=is_shown, max_length=50),
            )
            for name, is_shown in (("note", True), ("task", False), ("activity", False))
        ),
        *(
            migrations.AddField(model_name=name, name="about_id", field=models.UUIDField(editable=is_shown, null=True))
            for name, is_shown in (("note", True), ("task", False), ("activity", False))
        ),
        migrations.RemoveConstraint(model_name="note", name="note_is_about_somebody"),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                name="note_is_about_something",
                condition=models.Q(
                    ("contact__isnull", False), ("company__isnull", False), ("about_id__isnull", False), _connector="OR"
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["about_id", "-created_at"], name="note_about", condition=ABOUT),
        ),
        *(
            migrations.AddIndex(
                model_name=name, index=models.Index(fields=["about_id"], name=f"{name}_about", condition=ABOUT)
            )
            for name in ("task", "activity")
        ),
        migrations.RunSQL(SUBJECTS, "drop index event_of_subject"),
    ]
