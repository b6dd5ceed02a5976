"""Whether a task can repeat as somebody says, and on which day of the month it is meant to."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models.functions import ExtractDay
from django.utils.translation import gettext as _

from trato.customers.tasks.models import Task
from trato.customers.tasks.repeating import MOST_BETWEEN, RepeatRefused, weekday_codes
from trato.foundation.public import PreparedRow

ABOUT_REPEATING = {"repeats", "due_on", "due_at"}
MOST_TIMES = 10_000


def check_repeating(row: PreparedRow) -> None:
    """How often it repeats, and on which weekdays, is possible at all."""
    columns = row.columns
    for name, most in (("repeats_every", MOST_BETWEEN), ("repeats_left", MOST_TIMES)):
        if columns.get(name) is not None and not 1 <= columns[name] <= most:
            row.problems[name] = _("A number from 1 to %(most)s is needed.") % {"most": most}
    if columns.get("repeats_on"):
        try:
            columns["repeats_on"] = weekday_codes(columns["repeats_on"])
        except RepeatRefused as refusal:
            row.problems["repeats_on"] = str(refusal)


def refuse_undated(row: PreparedRow, *, due_on: date | None, repeats: str) -> None:
    """What has no day has no next day."""
    if row.columns.get("repeats", repeats) and not (row.columns.get("due_on", due_on) or row.columns.get("due_at")):
        row.problems.setdefault("repeats", _("A task that repeats is due on a day. Say which."))


def mean_days(ids: Sequence[UUID]) -> None:
    """The day of the month that somebody chose is the one that is meant from now on."""
    Task.objects.filter(pk__in=ids).exclude(repeats="").update(repeats_day=ExtractDay("due_on"))
