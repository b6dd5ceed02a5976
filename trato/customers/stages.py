"""How far a relationship has come, and what is being done about a lead."""

from django.utils.translation import gettext_lazy as _

LIFECYCLE_STAGES = (
    ("subscriber", _("Subscriber")),
    ("lead", _("Lead")),
    ("mql", _("MQL")),
    ("sql", _("SQL")),
    ("opportunity", _("Opportunity")),
    ("customer", _("Customer")),
    ("advocate", _("Advocate")),
    ("former", _("Former")),
)
LEAD_STATUSES = (
    ("new", _("New")),
    ("contacted", _("Contacted")),
    ("nurturing", _("Nurturing")),
    ("qualified", _("Qualified")),
    ("unqualified", _("Unqualified")),
    ("junk", _("Junk")),
)
FIRST_STAGE = "lead"
