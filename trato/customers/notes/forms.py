"""What a person may type as a note."""

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from trato.customers.notes.mentions import MOST
from trato.foundation.public import explained
from trato.kit.errors import DomainError


@dataclass(frozen=True)
class NoteForm:
    """`body` is what stands in the box: what was typed, also when it was refused. `theirs` is what others wrote."""

    body: str = ""
    error: str = ""
    theirs: str = ""


def refused_form(given: QueryDict, refusal: DomainError, *, theirs: str = "") -> NoteForm:
    return NoteForm(given.get("body", ""), explained(refusal), theirs)


def seen_version(given: QueryDict) -> int | None:
    text = given.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def chosen_mentions(given: QueryDict) -> list[UUID]:
    """Whom the writer picked from the list; who of them stands in the text, the verb says."""
    found = []
    for text in given.getlist("mention")[:MOST]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue  # nobody's id: the text alone decides
    return found
