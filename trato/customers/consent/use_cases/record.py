"""Entries into the ledger, one or many, by whichever door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from trato.customers.consent.events import ConsentAsked, ConsentGiven, ConsentWithdrawn
from trato.customers.consent.models import Channel, Consent, Purpose, Source, State, Wording
from trato.customers.consent.queries import standing_of
from trato.customers.contacts.models import Contact
from trato.foundation.public import (
    Actor,
    NotAllowed,
    NotFound,
    RecordChange,
    RowsRefused,
    StoredFile,
    publish_all,
    record_changes,
    record_kind,
    refuse_erased,
    use_case,
)
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.kit.text import clean_text

LONGEST_PROOF = 10_000
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
CLOCKS_DIFFER = timedelta(minutes=5)
Said = ConsentGiven | ConsentAsked | ConsentWithdrawn
FILE_DOORS = ("import", "command")
EVENTS: dict[State, type[Said]] = {
    State.GIVEN: ConsentGiven,
    State.PENDING: ConsentAsked,
    State.WITHDRAWN: ConsentWithdrawn,
}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What somebody said. `at` is when; without it, now. `wording` is the version that was shown, in `language`."""

    contact_id: UUID
    purpose: str
    channel: str
    state: str
    source: str
    at: datetime | None = None
    wording: int | None = None
    language: str = ""
    proof: str = ""
    proof_file_id: UUID | None = None


@use_case(right="customers.record_consents")
def record_consents(statements: Sequence[Statement], *, by: Actor) -> list[Consent]:
    """All of them or, when one is refused, none. What stands in the ledger already is not written twice."""
    roots = _reachable([each.contact_id for each in statements], by)
    return enter(statements, roots, by=by)


def enter(
    statements: Sequence[Statement], roots: Mapping[UUID, UUID], *, by: Actor, change_set: UUID | None = None
) -> list[Consent]:
    """The caller has asked whose contacts they are. `roots` are those the entries belong to."""
    known = Known(statements, is_file=by.door in FILE_DOORS)
    problems: dict[int, dict[str, str]] = {}
    entries: list[Consent] = []
    for number, each in enumerate(statements):
        refusals = known.problems(each)
        if refusals:
            problems[number] = refusals
        else:
            entries.append(known.entry(each, roots[each.contact_id], by))
    if problems:
        raise RowsRefused(problems)
    return _write(entries, by, change_set)


class Known:
    """The purposes and wordings that a set of statements speaks of, read once.

    A file from elsewhere (`is_file`) may tell of consents whose words we never had.
    """

    def __init__(self, statements: Sequence[Statement], *, is_file: bool) -> None:
        self.moment, self.is_file = now(), is_file
        self.purposes = Purpose.objects.in_bulk({each.purpose for each in statements}, field_name="code")
        rows = Wording.objects.filter(purpose__in=[each.id for each in self.purposes.values()])
        self.wordings = {(row.purpose_id, row.version, row.language): row for row in rows}

    def problems(self, each: Statement) -> dict[str, str]:
        found: dict[str, str] = {}
        purpose = self.purposes.get(each.purpose)
        if purpose is None:
            found["purpose"] = _("There is no purpose “%(code)s”.") % {"code": each.purpose[:60]}
        if each.state not in State.values:
            found["state"] = _("A consent is given, pending or withdrawn.")
        if each.source not in Source.values:
            found["source"] = _("There is no source “%(source)s”.") % {"source": each.source[:60]}
        if reason := self._channel(each, purpose):
            found["channel"] = reason
        if reason := self._wording(each, purpose):
            found["wording"] = reason
        if reason := self._moment(each):
            found["at"] = reason
        return found | _proof(each)

    def _channel(self, each: Statement, purpose: Purpose | None) -> str:
        if each.channel not in Channel.values:
            known = ", ".join(Channel.values)
            return _("There is no channel “%(channel)s”. There are: %(known)s.") % {
                "channel": each.channel[:60],
                "known": known,
            }
        if purpose is None or each.state == State.WITHDRAWN:
            return ""  # taking back is possible everywhere and always
        if purpose.archived_at:
            return _("“%(purpose)s” is no longer in use; consent to it can only be withdrawn.") % {"purpose": purpose}
        if each.channel not in purpose.channels:
            told = {"purpose": purpose, "channel": Channel(each.channel).label}
            return _("“%(purpose)s” does not use the channel %(channel)s.") % told
        return ""

    def _wording(self, each: Statement, purpose: Purpose | None) -> str:
        if purpose is None:
            return ""
        if each.wording is None:
            if each.state == State.GIVEN and not self.is_file:
                return _("Say which version of the wording was agreed to.")
            return ""
        if (purpose.id, each.wording, each.language) not in self.wordings:
            told = {"version": each.wording, "language": each.language or "—"}
            return _("There is no version %(version)s of the wording in the language %(language)s.") % told
        return ""

    def _moment(self, each: Statement) -> str:
        if each.at and each.at > self.moment + CLOCKS_DIFFER:
            return _("This moment is in the future.")
        if each.at and each.at < EARLIEST:
            return _("This moment is too long ago to be true.")
        return ""

    def entry(self, each: Statement, root: UUID, by: Actor) -> Consent:
        purpose = self.purposes[each.purpose]
        wording = self.wordings[purpose.id, each.wording, each.language] if each.wording is not None else None
        return Consent(
            contact_id=root,
            purpose=purpose,
            channel=each.channel,
            state=each.state,
            wording=wording,
            source=each.source,
            at=each.at or self.moment,
            created_at=self.moment,
            proof=clean_text(each.proof),
            proof_file_id=each.proof_file_id,
            actor_kind=by.kind,
            actor_id=by.id,
        )


def _proof(each: Statement) -> dict[str, str]:
    if len(each.proof) > LONGEST_PROOF:
        return {"proof": _("What proves it has at most 10,000 characters.")}
    try:
        clean_text(each.proof)
    except DomainError as refused:
        return {"proof": refused.message}
    if each.proof_file_id and not _is_file_of(each.contact_id, each.proof_file_id):
        return {"proof_file_id": _("This contact has no such file.")}
    return {}


def _is_file_of(contact_id: UUID, file_id: UUID) -> bool:
    root = Contact.objects.values_list("root_id", flat=True).get(pk=contact_id)
    return StoredFile.objects.of(record_kind("contact"), root).filter(pk=file_id, deleted_at=None).exists()


def _write(entries: Sequence[Consent], by: Actor, change_set: UUID | None) -> list[Consent]:
    fresh = _without_known(_for_all_members(entries))
    Consent.objects.bulk_create(fresh)
    changes = [RecordChange(record_id=each.id, version=1, act="create", after=_facts(each)) for each in fresh]
    record_changes("consent", changes, by=by, change_set=change_set)
    publish_all([_event(each) for each in fresh], by=by, quietly=len(fresh) > 1)
    return fresh


def _for_all_members(entries: Sequence[Consent]) -> list[Consent]:
    """What is said after a merge also answers what a merged one said before: else an old withdrawal of a member would
    outweigh the person's new word for ever, and an unmerge would bring a withdrawn consent back."""
    merged = dict(
        Contact.objects.filter(root_id__in={each.contact_id for each in entries})
        .exclude(pk=F("root_id"))
        .values_list("id", "root_id")
    )
    if not merged:
        return list(entries)
    spoken: dict[tuple[UUID, UUID, str], list[UUID]] = {}
    rows = Consent.objects.of(list(merged)).values_list("contact_id", "purpose_id", "channel").distinct()
    for member, purpose, channel in rows:
        spoken.setdefault((merged[member], purpose, channel), []).append(member)
    found = list(entries)
    for each in entries:
        for member in spoken.get((each.contact_id, each.purpose_id, each.channel), ()):
            found.append(_copied(each, member))
    return found


def _copied(each: Consent, member: UUID) -> Consent:
    names = ("purpose", "channel", "state", "wording", "source", "at", "proof", "proof_file_id")
    facts = {name: getattr(each, name) for name in (*names, "actor_kind", "actor_id")}
    return Consent(contact_id=member, created_at=each.created_at, **facts)


def _without_known(entries: Sequence[Consent]) -> list[Consent]:
    """The same thing said at the same moment is one thing: a file that is brought in twice adds nothing."""
    contacts = {each.contact_id for each in entries}
    rows = Consent.objects.filter(contact_id__in=contacts, at__in={each.at for each in entries})
    seen = set(rows.values_list("contact_id", "purpose_id", "channel", "state", "at"))
    fresh = []
    for each in entries:
        key = (each.contact_id, each.purpose_id, each.channel, each.state, each.at)
        if key not in seen:
            seen.add(key)
            fresh.append(each)
    return fresh


def _facts(each: Consent) -> dict[str, object]:
    """Without the proof: that stands in the ledger alone."""
    return {
        "contact": str(each.contact_id),
        "purpose": each.purpose.code,
        "channel": each.channel,
        "state": each.state,
        "wording": each.wording.version if each.wording else None,
        "language": each.wording.language if each.wording else "",
        "source": each.source,
        "at": each.at.isoformat(),
    }


def _event(each: Consent) -> Said:
    return EVENTS[State(each.state)](
        contact_id=each.contact_id,
        subject_id=each.id,
        subject_version=1,
        channel=each.channel,
        at=each.at,
        purpose=each.purpose.code,
        source=each.source,
        wording=each.wording.version if each.wording else 0,
    )


def _reachable(ids: Sequence[UUID], by: Actor) -> dict[UUID, UUID]:
    """The root of each: what a colleague writes down belongs to it."""
    roots = dict(Contact.objects.filter(pk__in=ids).values_list("id", "root_id"))
    living = Contact.objects.filter(pk__in=set(roots.values()), deleted_at=None)
    seen = set(living.seen_by(by).values_list("id", flat=True))
    if any(roots.get(each) not in seen for each in ids):
        refuse_erased(*ids)
        raise NotFound(_("There is no such contact, or it is not yours to see."))
    mine = set(living.within(by, "customers.record_consents").values_list("id", flat=True))
    if any(roots[each] not in mine for each in ids):
        raise NotAllowed(_("You may see this contact but not write down its consents."))
    return roots


@use_case()
def answer_preferences(wanted: Mapping[tuple[str, str], Statement], *, contact_id: UUID, by: Actor) -> list[Consent]:
    """The person themself, by the link that was sent to them. Only what differs from what stands is written."""
    if by.kind != "contact" or by.id != contact_id:
        raise NotAllowed(_("Only the person themself answers here."))
    root = Contact.objects.filter(pk=contact_id, deleted_at=None).values_list("root_id", flat=True).first()
    if root is None:
        raise NotFound(_("This link leads nowhere any more."))
    held = {(each.purpose.code, each.channel): each for each in standing_of(root)}
    changed = [each for key, each in wanted.items() if key in held and held[key].state != each.state]
    members = {each.contact_id: root for each in changed}
    return enter(changed, members, by=by)
