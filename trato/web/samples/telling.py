"""What became of removing sample data, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_NAMES = 5


def removed_in_words(kept: Sequence[str]) -> str:
    if not kept:
        return _("The sample data is gone.")
    named = ", ".join(kept[:MOST_NAMES])
    if len(kept) > MOST_NAMES:
        named = _("%(names)s and others") % {"names": named}
    return ngettext(
        "The sample data is gone, but for one entry that is in use by now: %(names)s.",
        "The sample data is gone, but for %(count)d entries that are in use by now: %(names)s.",
        len(kept),
    ) % {"count": len(kept), "names": named}
