"""What consent is asked for, and in which words."""

import re
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from trato.customers.consent.errors import PurposeRefused
from trato.customers.consent.events import PurposeChanged, PurposeCreated, WordingWritten
from trato.customers.consent.models import Channel, Purpose, Wording
from trato.foundation.public import Actor, NotFound, record_and_publish, use_case
from trato.kit.clock import now
from trato.kit.text import clean_text

CODE = re.compile(r"[a-z][a-z0-9_-]{0,59}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
LONGEST_WORDING = 20_000
MANAGE = "customers.manage_purposes"


@use_case(right=MANAGE)
def create_purpose(
    code: str, label: str, *, channels: Collection[str], wordings: Mapping[str, str], by: Actor, description: str = ""
) -> Purpose:
    """`wordings` are the texts of the first version by language. Consent without words would prove nothing."""
    code = code.strip().lower()
    if not CODE.fullmatch(code):
        said = _("A code begins with a letter and holds small letters, digits, - and _ only, at most 60.")
        raise PurposeRefused(said, field="code")
    if Purpose.objects.filter(code=code).exists():
        raise PurposeRefused(_("There is a purpose with the code “%(code)s”.") % {"code": code}, field="code")
    purpose = Purpose(code=code, label=_label(label), description=clean_text(description), channels=_channels(channels))
    texts = _texts(wordings)
    purpose.save(force_insert=True)
    facts = {"code": code, "label": purpose.label, "description": purpose.description, "channels": purpose.channels}
    record_and_publish(PurposeCreated(subject_id=purpose.id, purpose=code), by=by, act="create", after=facts)
    _write_version(purpose, texts, version=1, by=by)
    return purpose


@use_case(right=MANAGE)
def change_purpose(purpose_id: UUID, *, label: str, description: str, channels: Collection[str], by: Actor) -> Purpose:
    purpose = _locked(purpose_id)
    before = {"label": purpose.label, "description": purpose.description, "channels": purpose.channels}
    after = {"label": _label(label), "description": clean_text(description), "channels": _channels(channels)}
    names = [name for name in after if before[name] != after[name]]
    if names:
        purpose.label, purpose.description, purpose.channels = _label(label), after["description"], _channels(channels)  # type: ignore[assignment]  # the text of three
        _changed(purpose, {n: before[n] for n in names}, {n: after[n] for n in names}, by)
    return purpose


@use_case(right=MANAGE)
def archive_purpose(purpose_id: UUID, *, by: Actor) -> Purpose:
    """Nobody is asked any more; what stands in the ledger stays, and can be withdrawn."""
    purpose = _locked(purpose_id)
    if purpose.archived_at is None:
        purpose.archived_at = now()
        _changed(purpose, {"archived": False}, {"archived": True}, by)
    return purpose


@use_case(right=MANAGE)
def reuse_purpose(purpose_id: UUID, *, by: Actor) -> Purpose:
    purpose = _locked(purpose_id)
    if purpose.archived_at is not None:
        purpose.archived_at = None
        _changed(purpose, {"archived": True}, {"archived": False}, by)
    return purpose


@use_case(right=MANAGE)
def write_wording(purpose_id: UUID, wordings: Mapping[str, str], *, by: Actor) -> int:
    """A new version with the texts given. Those of earlier versions stay as people agreed to them. Answers its number;
    the same texts again make none."""
    purpose = _locked(purpose_id)
    texts = _texts(wordings)
    last = purpose.wordings.aggregate(last=Max("version"))["last"] or 0
    if dict(purpose.wordings.filter(version=last).values_list("language", "text")) == texts:
        return last
    _write_version(purpose, texts, version=last + 1, by=by)
    return last + 1


def _write_version(purpose: Purpose, texts: Mapping[str, str], *, version: int, by: Actor) -> None:
    rows = [Wording(purpose=purpose, version=version, language=each, text=text) for each, text in texts.items()]
    Wording.objects.bulk_create(rows)
    for row in rows:
        event = WordingWritten(subject_id=purpose.id, purpose=purpose.code, version=version, language=row.language)
        record_and_publish(event, by=by, after={"wording": {"version": version, row.language: row.text}})


def _changed(purpose: Purpose, before: Mapping[str, object], after: Mapping[str, object], by: Actor) -> None:
    purpose.version += 1
    purpose.save(update_fields=["label", "description", "channels", "archived_at", "version"])
    event = PurposeChanged(subject_id=purpose.id, purpose=purpose.code, fields=tuple(after))
    record_and_publish(event, by=by, before=before, after=after)


def _locked(purpose_id: UUID) -> Purpose:
    found = Purpose.objects.select_for_update().filter(pk=purpose_id).first()
    if found is None:
        raise NotFound(_("There is no such purpose."))
    return found


def _label(label: str) -> str:
    text = clean_text(label).strip()
    if not text or len(text) > 100:
        raise PurposeRefused(_("A purpose needs a name of at most 100 characters."), field="label")
    return text


def _channels(channels: Collection[str]) -> list[str]:
    unknown = [each for each in channels if each not in Channel.values]
    if unknown or not channels:
        known = ", ".join(Channel.values)
        raise PurposeRefused(_("Choose one or more of the channels: %(known)s.") % {"known": known}, field="channels")
    return [each for each in Channel.values if each in channels]


def _texts(wordings: Mapping[str, str]) -> dict[str, str]:
    texts = {language: clean_text(text).strip() for language, text in wordings.items() if text.strip()}
    if not texts:
        raise PurposeRefused(_("Write the words in which people are asked, in one language at least."), field="text")
    if bad := next((each for each in texts if not LANGUAGE.fullmatch(each)), ""):
        raise PurposeRefused(_("“%(code)s” is no code of a language.") % {"code": bad[:20]}, field="language")
    if any(len(text) > LONGEST_WORDING for text in texts.values()):
        raise PurposeRefused(_("A wording has at most 20,000 characters."), field="text")
    return texts
