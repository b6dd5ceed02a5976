"""The outcomes that calls and meetings can have."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from trato.customers.activities.models import CALL, Outcome
from trato.foundation.public import installation


def outcomes_of(type_: str) -> list[str]:
    """The company's own, else those that everybody begins with, in the company's language."""
    own = list(Outcome.objects.filter(type=type_).order_by("place", "id").values_list("name", flat=True))
    return own or first_outcomes(type_)


def first_outcomes(type_: str) -> list[str]:
    with override(installation().language):
        if type_ == CALL:
            return [_("Reached"), _("Left a message"), _("No answer"), _("Busy"), _("Wrong number")]
        return [_("Agreed"), _("To be continued"), _("Not interested"), _("Did not come")]


def outcomes_beginning_with(typed: str) -> Sequence[str]:
    """Of both, for the field of a record."""
    every = dict.fromkeys([*outcomes_of("call"), *outcomes_of("meeting")])
    return [name for name in every if name.casefold().startswith(typed.strip().casefold())]


def worded(given: Iterable[str]) -> dict[str, str]:
    """Each in the spelling of the list, where it is there in another case."""
    asked = set(given)
    every = (*outcomes_of("meeting"), *outcomes_of("call")) if asked else ()
    words = {name.casefold(): name for name in every}
    return {text: words.get(text.strip().casefold(), text.strip()) for text in asked}
