"""What a page may hear. A signature names the user, the session and the topics, and is good for connecting soon."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core import signing

SALT = "trato.realtime"
SECONDS_TO_CONNECT = 120
MOST_TOPICS = 100  # of all tabs of a browser: a ticket stands in an address


@dataclass(frozen=True)
class Ticket:
    user: str
    session: str
    topics: frozenset[str]


def signed_ticket(*, user: str, session: str, topics: Sequence[str]) -> str:
    """The page's own view decides what its reader may hear; this only seals it."""
    facts = {"u": user, "s": session, "t": sorted(set(topics))[:MOST_TOPICS]}
    return signing.dumps(facts, salt=SALT, compress=True)


def opened_ticket(text: str) -> Ticket | None:
    """None for a forged or stale one."""
    try:
        facts = signing.loads(text, salt=SALT, max_age=SECONDS_TO_CONNECT)
        return Ticket(str(facts["u"]), str(facts["s"]), frozenset(map(str, facts["t"])))
    except (signing.BadSignature, KeyError, TypeError):
        return None


def record_topic(kind: str, record_id: object) -> str:
    return f"{kind}:{record_id}"


def list_topic(kind: str) -> str:
    return f"list:{kind}"


def topics_of(kinds: Iterable[tuple[str, object]]) -> set[str]:
    """Every record told about, and the lists it stands in."""
    found: set[str] = set()
    for kind, record_id in kinds:
        found |= {record_topic(kind, record_id), list_topic(kind)}
    return found
