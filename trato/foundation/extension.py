"""What the foundation adds to the rest of the system."""

from django.utils.translation import gettext_lazy as _

from trato.foundation.copies.behind import contributions as behind
from trato.foundation.erasure.personal import contributions as personal_data
from trato.foundation.fields.public import fields_version, made_fields
from trato.foundation.imports.photos import contributions as photos
from trato.foundation.public import (
    ASSIGNED,
    CHANGE_SET_FINISHED,
    IMPORT_FINISHED,
    RULES_FILTER,
    ImportedFile,
    JobKind,
    MadeFields,
    NotificationKind,
    Permission,
    Pointing,
    Reader,
    records_with_files,
    take_people_file,
    tell_change_sets,
    tell_imports,
    tell_records,
    tell_who_brought_a_file_in,
    tell_who_changed_many,
)

ADMINISTRATION = _("Administration")

contributions = [
    *personal_data,
    *behind,
    *photos,
    JobKind(task="foundation.erase", label=_("Erase a person")),
    RULES_FILTER,
    ImportedFile(name="people", take=take_people_file),
    Pointing(among=records_with_files),
    Permission(
        name="foundation.import_records", label=_("Import records"), group=ADMINISTRATION, reaches=False, order=80
    ),
    Permission(
        name="foundation.share_views",
        label=_("Share views of lists with a team or everybody"),
        group=ADMINISTRATION,
        reaches=False,
        order=85,
    ),
    Permission(
        name="foundation.see_change_sets",
        label=_("See and undo what others did to many records"),
        group=ADMINISTRATION,
        reaches=False,
        order=86,
    ),
    Permission(
        name="foundation.manage_people",
        label=_("Manage people, teams and roles"),
        group=ADMINISTRATION,
        reaches=False,
        order=90,
    ),
    Permission(
        name="foundation.manage_installation",
        label=_("Change the company's settings"),
        group=ADMINISTRATION,
        reaches=False,
        order=91,
    ),
    Permission(
        name="foundation.manage_operations",
        label=_("Look after jobs and readers"),
        group=ADMINISTRATION,
        reaches=False,
        order=93,
    ),
    Permission(
        name="foundation.read_all_events",
        label=_("Read every event of the log"),
        group=ADMINISTRATION,
        reaches=False,
        order=92,
    ),
    JobKind(task="foundation.send_password_link", label=_("Mail a link to sign in")),
    MadeFields(version=fields_version, fields=made_fields),
    Permission(
        name="foundation.manage_fields",
        label=_("Make and change fields of records"),
        group=ADMINISTRATION,
        reaches=False,
        order=92,
    ),
    JobKind(task="foundation.index_field", label=_("Build an index for a field")),
    JobKind(task="foundation.run_export", label=_("Write a list into a file")),
    JobKind(task="foundation.forget_exports", label=_("Delete exported files after their days")),
    JobKind(task="foundation.run_change_set", label=_("Change many records")),
    JobKind(task="foundation.run_import", label=_("Bring a file in")),
    JobKind(task="foundation.run_move", label=_("Move in from another program")),
    JobKind(task="trato.foundation.files.tasks.sweep_forgotten_files", label=_("Delete uploads that were given up")),
    JobKind(task="trato.foundation.jobs.tasks.sweep_troubles", label=_("Forget the troubles of jobs that are gone")),
    JobKind(task="trato.foundation.jobs.tasks.prepare_the_log", label=_("Make room in the event log ahead of time")),
    JobKind(task="trato.foundation.notifications.tasks.mail_news", label=_("Mail news to colleagues")),
    NotificationKind(
        name=ASSIGNED,
        label=_("Something is given to me"),
        icon="user-check",
        template="foundation/notifications/assigned.txt",
        tell=tell_records,
        order=30,
    ),
    NotificationKind(
        name=IMPORT_FINISHED,
        label=_("An import of mine is done"),
        icon="upload",
        template="foundation/notifications/import_finished.txt",
        tell=tell_imports,
        mail=False,
        order=40,
    ),
    NotificationKind(
        name=CHANGE_SET_FINISHED,
        label=_("A change of mine to many records is done"),
        icon="history",
        template="foundation/notifications/change_set_finished.txt",
        tell=tell_change_sets,
        mail=False,
        order=45,
    ),
    Reader(name="foundation.imports_told", events=[IMPORT_FINISHED], react=tell_who_brought_a_file_in),
    Reader(name="foundation.change_sets_told", events=[CHANGE_SET_FINISHED], react=tell_who_changed_many),
]
