"""What comes in from outside, cut to what can be kept. Nothing of it is believed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from trato.sales.lead_forms.marks import Mark

LARGEST = 100_000  # bytes of a whole post
LONGEST_VALUE, LONGEST_ADDRESS, LONGEST_CAMPAIGN = 20_000, 2_000, 200
MOST_CHOSEN = 200
CAMPAIGN = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
TRAP = "confirm_homepage"  # people do not see it
MARK, PAGE, REFERRER, LANGUAGE, AGREED, WORDING = "_mark", "_page", "_referrer", "_language", "_agree", "_wording"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One filled-in form. `given` are values by field, `wording` the version that was read with the box ticked."""

    given: Mapping[str, Any]
    page: str = ""
    referrer: str = ""
    campaign: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    has_agreed: bool = False
    wording: int | None = None
    wording_language: str = ""
    mark: Mark | None = None
    is_trapped: bool = False


def storable(text: str, longest: int) -> str:
    """For what is kept as it came: a letter that no database holds is shown as one that is missing."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:longest]


def given_values(names: Sequence[str], several: Sequence[str], given: Mapping[str, Any]) -> dict[str, Any]:
    """Of the fields that a form asks. `several` are those of which more than one choice can be ticked."""
    found: dict[str, Any] = {}
    for name in names:
        texts = _texts(given, name)
        if texts:
            found[name] = texts[:MOST_CHOSEN] if name in several else texts[-1]
    return found


def _texts(given: Mapping[str, Any], name: str) -> list[str]:
    held = given.getlist(name) if hasattr(given, "getlist") else [given[name]] if name in given else []
    return [text for each in held if (text := storable(str(each), LONGEST_VALUE)).strip()]


def campaign_of(given: Mapping[str, Any]) -> dict[str, str]:
    found = {name.removeprefix("utm_"): str(given.get(name) or "") for name in CAMPAIGN}
    return {name: storable(text, LONGEST_CAMPAIGN) for name, text in found.items() if text.strip()}


def page_address(text: str) -> str:
    """Only an address of the web: it is shown as a link later."""
    kept = storable(text, LONGEST_ADDRESS)
    return kept if origin_of(kept) else ""


def origin_of(address: str) -> str:
    """https://acme.example:8443 of any address there; empty for what is none."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{port}"


def whole_number(text: Any) -> int | None:
    said = str(text or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else None
