"""What came of a file of rates, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trato.commerce.rates.use_cases import TakenRates


def told(taken: TakenRates) -> str:
    said = ngettext("%(count)s exchange rate was read", "%(count)s exchange rates were read", taken.rates)
    facts = {
        "read": said % {"count": taken.rates},
        "first": taken.first_day.isoformat(),
        "last": taken.last_day.isoformat(),
        "new": taken.new,
        "changed": taken.changed,
    }
    return _("%(read)s, from %(first)s to %(last)s: %(new)s new, %(changed)s with another value than before.") % facts
