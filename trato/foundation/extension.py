"""What the foundation adds to the rest of the system."""

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Permission

ADMINISTRATION = _("Administration")

contributions = [
    Permission(
        name="foundation.import_records", label=_("Import records"), group=ADMINISTRATION, reaches=False, order=80
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
        name="foundation.read_all_events",
        label=_("Read every event of the log"),
        group=ADMINISTRATION,
        reaches=False,
        order=92,
    ),
]
