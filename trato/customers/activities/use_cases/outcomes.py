"""The company words the outcomes of its calls and meetings."""

from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from trato.customers.activities.events import OutcomesChanged
from trato.customers.activities.models import TYPES, Outcome
from trato.foundation.public import Actor, record_and_publish, use_case
from trato.kit.errors import DomainError
from trato.kit.text import clean_text

MOST_OUTCOMES = 50
LONGEST_OUTCOME = 100
LISTS = UUID("6d5d2c2e-5b0e-5f6e-9a51-3f0c5a7f1a10")  # each of the two is a record of its own to the history


class OutcomesRefused(DomainError):
    """That cannot be the list."""


@use_case(right="customers.manage_activities")
def choose_outcomes(type_: str, names: list[str], *, by: Actor) -> list[str]:
    """One list in the place of the other. What was written down keeps its words; with none the first ones are back."""
    if type_ not in dict(TYPES):
        raise OutcomesRefused(_("There are calls and meetings."), field="type")
    given = [name for name in (clean_text(each).strip() for each in names) if name]
    wanted = list({name.casefold(): name for name in reversed(given)}.values())[::-1]
    if len(wanted) > MOST_OUTCOMES or any(len(name) > LONGEST_OUTCOME for name in wanted):
        said = _("At most %(most)s outcomes of at most %(longest)s characters.")
        raise OutcomesRefused(said % {"most": MOST_OUTCOMES, "longest": LONGEST_OUTCOME}, field=type_)
    held = Outcome.objects.select_for_update().filter(type=type_).order_by("place", "id")
    before = list(held.values_list("name", flat=True))
    if before != wanted:
        Outcome.objects.filter(type=type_).delete()
        rows = [Outcome(type=type_, name=name, place=place) for place, name in enumerate(wanted)]
        Outcome.objects.bulk_create(rows)
        told = OutcomesChanged(type=type_, subject_id=uuid5(LISTS, type_))
        record_and_publish(told, by=by, before={"outcomes": before}, after={"outcomes": wanted})
    return wanted
