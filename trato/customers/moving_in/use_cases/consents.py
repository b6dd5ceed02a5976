"""Consents out of a file on the way that all files go; and what undoing such a file can mean for a ledger."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.consent.files import moment_in, source_in, state_in
from trato.customers.consent.models import Channel, Consent, Purpose, Source, State
from trato.customers.consent.use_cases.bring_in import blind_reason, is_blind, standing_withdrawals
from trato.customers.consent.use_cases.record import Known, Statement, enter
from trato.customers.contacts.models import Contact
from trato.foundation.public import (
    Actor,
    PreparedRow,
    SavedRecord,
    importable_kind,
    link_references,
    prepare_rows,
    refuse_problems,
    use_case,
)
from trato.kit.errors import DomainError

ENTER = "customers.record_consents"


@use_case(right=ENTER)
def create_consents(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    """Time decides: a file never outweighs a later withdrawal."""
    kind = importable_kind("consent")
    prepared = prepare_rows(kind, rows, by=by)
    link_references(kind, prepared, by=by)
    _refuse_unreachable(prepared, by)
    only = _only_purpose()
    said = [_statement(row, only) for row in prepared]
    _refuse_wrong(prepared, said)
    refuse_problems(prepared)
    good = [each for each in said if each]
    fresh = enter(good, {each.contact_id: each.contact_id for each in good}, by=by, change_set=change_set)
    made = {(each.contact_id, each.purpose.code, each.channel, each.state): each.id for each in fresh}
    return [_saved(each, made) for each in good]


def _saved(each: Statement, made: Mapping[tuple[UUID, str, str, str], UUID]) -> SavedRecord:
    id_ = made.get((each.contact_id, each.purpose, each.channel, str(each.state)))
    return SavedRecord(id_ or each.contact_id, 1, ("state",) if id_ else ())


@use_case(right=ENTER)
def take_consents_back(ids: Sequence[UUID], *, of: UUID, undo: UUID, by: Actor) -> Mapping[UUID, str]:
    """A ledger forgets nothing. Nobody is written to on the word of a file that was wrong: what it said was given and
    nothing said before it is withdrawn. A withdrawal stays."""
    rows = Consent.objects.filter(pk__in=ids).told().in_bulk()
    stays = {id_: _("A withdrawal stays.") for id_, each in rows.items() if each.is_withdrawal}
    last = {(each.contact_id, each.purpose_id, each.channel): each.id for each in _standing(rows)}
    wrong = [
        each
        for each in rows.values()
        if each.id not in stays and last.get((each.contact_id, each.purpose_id, each.channel)) == each.id
    ]
    enter(
        [_withdrawn(each) for each in wrong],
        {each.contact_id: each.contact_id for each in wrong},
        by=by,
        change_set=undo,
    )
    return stays


def _standing(rows: Mapping[UUID, Consent]) -> Sequence[Consent]:
    return list(Consent.objects.of({each.contact_id for each in rows.values()}).standing())


def _withdrawn(each: Consent) -> Statement:
    return Statement(
        contact_id=each.contact_id,
        purpose=each.purpose.code,
        channel=each.channel,
        state=State.WITHDRAWN,
        source=Source.IMPORT,
        proof=_("The file that said so was taken back."),
    )


def _only_purpose() -> str:
    """Of rows that do not say for what: where there is one purpose only, it is meant."""
    codes = list(Purpose.objects.filter(archived_at=None).values_list("code", flat=True)[:2])
    return codes[0] if len(codes) == 1 else ""


def _refuse_unreachable(rows: Sequence[PreparedRow], by: Actor) -> None:
    ids = {row.columns["contact"] for row in rows if isinstance(row.columns.get("contact"), UUID)}
    mine = set(Contact.objects.within(by, ENTER).filter(pk__in=ids, deleted_at=None).values_list("id", flat=True))
    for row in rows:
        if row.problems:
            continue
        if not row.columns.get("contact"):
            row.problems["contact"] = _("Say who it is: by e-mail, by an id or by name.")
        elif row.columns["contact"] not in mine:
            row.problems["contact"] = _("You may see this contact but not write down its consents.")


def _statement(row: PreparedRow, only: str) -> Statement | None:
    columns = row.columns
    if row.problems:
        return None
    try:
        return Statement(
            contact_id=columns["contact"],
            purpose=_code(str(columns.get("purpose") or "")) or only,
            channel=_channel(str(columns.get("channel") or "")),
            state=state_in(str(columns.get("state") or "")),
            source=source_in(str(columns.get("source") or "")),
            at=moment_in(str(columns.get("at") or "")),
            wording=columns.get("wording"),
            language=str(columns.get("language") or ""),
            proof=str(columns.get("proof") or ""),
        )
    except DomainError as refusal:
        row.problems["at"] = refusal.message
        return None


def _code(text: str) -> str:
    """By its code, or as people call it."""
    found = Purpose.objects.filter(label__iexact=text).values_list("code", flat=True).first() if text else ""
    return found or text


def _channel(text: str) -> str:
    labels = {str(label).casefold(): code for code, label in Channel.choices}
    return labels.get(text.casefold(), text.casefold()) or Channel.EMAIL


def _refuse_wrong(rows: Sequence[PreparedRow], said: Sequence[Statement | None]) -> None:
    known = Known([each for each in said if each], is_file=True)
    held = standing_withdrawals([each for each in said if each])
    for row, each in zip(rows, said, strict=True):
        if each is None:
            continue
        row.problems |= known.problems(each)
        last = held.get((each.contact_id, each.purpose, each.channel))
        if not row.problems and is_blind(each, last):
            row.problems["at"] = blind_reason(last)
