"""What modules add to the pages that say how things are done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trato.foundation.extensions.contributions import Contribution

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, kw_only=True)
class HelpPage(Contribution):
    """A short page that says how a part of the system is used. Read by web: under `/help/<name>/` and in the palette.

    `template` holds paragraphs, each of them translatable. `kinds` are the kinds of records, `pages` the names of the
    addresses, beside which a question mark leads to it.
    """

    name: str
    title: "StrOrPromise"
    template: str
    kinds: Sequence[str] = ()
    pages: Sequence[str] = ()
