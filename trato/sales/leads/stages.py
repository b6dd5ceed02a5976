"""What makes a contact a lead, and why one is none after all."""

from django.utils.translation import gettext_lazy as _

LEAD_STAGES = ("subscriber", "lead", "mql", "sql")
OPEN_STATUSES = ("new", "contacted", "nurturing", "qualified")
CONTACTED, QUALIFIED, UNQUALIFIED = "contacted", "qualified", "unqualified"
OPPORTUNITY = "opportunity"
REASONS = (
    ("no_budget", _("No money for it")),
    ("no_need", _("No need")),
    ("not_now", _("Not now")),
    ("wrong_fit", _("Not a customer for us")),
    ("unreachable", _("Cannot be reached")),
    ("competitor", _("Chose somebody else")),
    ("other", _("Something else")),
)
