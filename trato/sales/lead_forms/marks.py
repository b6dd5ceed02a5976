"""The signed mark in a form that we drew: when it was drawn, and with which version of the wording."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing

from trato.kit.clock import now

SALT = "trato.sales.lead_forms.marks"
LASTS = timedelta(days=2)  # a form that was left open overnight is sent in the morning
LEAST_SECONDS = 2.0  # to fill in a form; a browser that knows the answers needs as long to be looked at
LONGEST = 400
SAME_WITHIN = 600  # seconds: without a mark the same answer is the same one for so long


@dataclass(frozen=True)
class Mark:
    """`age` is how long ago it was drawn."""

    nonce: str
    wording: int | None
    language: str
    age: timedelta

    @property
    def is_hasty(self) -> bool:
        return self.age.total_seconds() < LEAST_SECONDS


def new_mark(key: str, *, wording: int | None, language: str) -> str:
    said = [key, secrets.token_urlsafe(9), wording, language, now().timestamp()]
    return signing.dumps(said, salt=SALT)


def read_mark(text: str, *, key: str) -> Mark | None:
    """None for one that is not ours, of another form or too old: then it is a post like that of any plain page."""
    if not text or len(text) > LONGEST:
        return None
    try:
        of, nonce, wording, language, drawn = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError, UnicodeError):
        return None
    age = timedelta(seconds=now().timestamp() - drawn)
    if of != key or not timedelta() <= age <= LASTS:
        return None
    return Mark(nonce=nonce, wording=wording, language=language, age=age)


def mark_of_answer(mark: Mark | None, given: Mapping[str, Any]) -> str:
    """The same form sent twice as it is has the same one; corrected and sent again it is another answer."""
    own = mark.nonce if mark else str(int(now().timestamp()) // SAME_WITHIN)
    return hashlib.sha256(json.dumps([own, sorted(given.items())], default=str).encode("utf-8", "replace")).hexdigest()
