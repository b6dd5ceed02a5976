"""Consents out of a file, in pieces. Time decides: a file never outweighs a later withdrawal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.consent.errors import ConsentRefused
from trato.customers.consent.files import (
    MOST_ROWS,
    cells_of,
    columns_of,
    moment_in,
    opened_table,
    owners_of,
    source_in,
    state_in,
)
from trato.customers.consent.models import Channel, Consent, State
from trato.customers.consent.use_cases.record import Known, Statement, enter
from trato.customers.contacts.models import Contact
from trato.customers.identities.models import IdentityKind
from trato.foundation.public import Actor, FileRow, NotAllowed, use_case
from trato.kit.email_addresses import normalise_email
from trato.kit.errors import DomainError

CHUNK = 500
TOLD = 200
ENTER = "customers.record_consents"


@dataclass(frozen=True)
class RefusedLine:
    line: int
    reason: str
    cells: Sequence[str] = ()


@dataclass
class Outcome:
    """`outweighed` are lines that were written down and hold nothing, because a later withdrawal stands."""

    written: int = 0
    known: int = 0
    outweighed: list[int] = field(default_factory=list)
    refused: list[RefusedLine] = field(default_factory=list)
    refused_count: int = 0

    def refuse(self, line: int, reason: str, cells: Sequence[str] = ()) -> None:
        self.refused_count += 1
        if len(self.refused) < TOLD:
            self.refused.append(RefusedLine(line, reason, cells))

    @property
    def outweighed_lines(self) -> str:
        return ", ".join(map(str, self.outweighed[:20]))


def bring_in_consents(content: Any, *, by: Actor, purpose: str = "", channel: str = "") -> Outcome:
    """`purpose` and `channel` are of rows that name none."""
    if not by.may("foundation.import_records"):
        raise NotAllowed(_("Your role does not allow this."))
    outcome = Outcome()
    with opened_table(iter(content)) as table:
        columns = columns_of(table)
        rows = table.rows()
        count = 0
        while chunk := list(islice(rows, CHUNK)):
            count += len(chunk)
            if count > MOST_ROWS:
                raise ConsentRefused(
                    _("The file has more than 100,000 rows. Those before are in; cut it and bring in the rest.")
                )
            readable = list(_readable(chunk, columns, outcome))
            beside = {"purpose": purpose, "channel": channel or Channel.EMAIL}
            enter_rows([(line, {**beside, **_filled(cells)}) for line, cells in readable], outcome, by=by)
    return outcome


def _filled(cells: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in cells.items() if text}


def _readable(
    chunk: Sequence[FileRow], columns: dict[str, int], outcome: Outcome
) -> Iterator[tuple[int, dict[str, str]]]:
    for row in chunk:
        if row.problem:
            outcome.refuse(row.line, row.problem, row.cells)
        elif any(cell.strip() for cell in row.cells):
            yield row.line, cells_of(row, columns)


@use_case(right=ENTER)
def enter_rows(rows: Sequence[tuple[int, dict[str, str]]], outcome: Outcome, *, by: Actor) -> None:
    """One piece of a file: what can be written is, the rest is told line by line."""
    whose = _Whose([cells for _line, cells in rows], by)
    said: list[tuple[int, Statement]] = []
    for line, cells in rows:
        try:
            said.append((line, _statement(cells, whose)))
        except DomainError as refusal:
            outcome.refuse(line, refusal.message, list(cells.values()))
    known = Known([each for _line, each in said], is_file=True)
    standing = standing_withdrawals([each for _line, each in said])
    good: list[Statement] = []
    for line, each in said:
        reasons = list(known.problems(each).values())
        last = standing.get((each.contact_id, each.purpose, each.channel))
        if not reasons and is_blind(each, last):
            reasons = [blind_reason(last)]
        if reasons:
            outcome.refuse(line, " ".join(reasons))
            continue
        if last and each.state != State.WITHDRAWN and each.at and each.at <= last.at:
            outcome.outweighed.append(line)
        good.append(each)
    before = outcome.written
    outcome.written += len(enter(good, {each.contact_id: each.contact_id for each in good}, by=by))
    outcome.known += max(0, len(good) - (outcome.written - before))


class _Whose:
    """Finds the contacts that a piece of a file speaks of, within what the actor may write down."""

    def __init__(self, rows: Sequence[dict[str, str]], by: Actor) -> None:
        self.owners = owners_of(
            [each for cells in rows if (each := _address(cells.get("email", "")))],
            [cells["external id"] for cells in rows if cells.get("external id")],
        )
        ids = {own for cells in rows if (own := _id(cells.get("contact id", "")))}
        self.roots: dict[UUID, UUID] = dict(Contact.objects.filter(pk__in=ids).values_list("id", "root_id"))
        roots = {*self.roots.values(), *(root for each in self.owners.values() for root in each)}
        living = Contact.objects.within(by, ENTER).filter(pk__in=roots, deleted_at=None)
        self.mine = set(living.values_list("id", flat=True))

    def contact(self, cells: dict[str, str]) -> UUID:
        """By our own id, else by the id in another system, else by the address."""
        found: set[UUID] = set()
        if (own := _id(cells.get("contact id", ""))) and own in self.roots:
            found = {self.roots[own]}
        if not found and cells.get("external id"):
            found = self.owners.get((IdentityKind.EXTERNAL, cells["external id"]), set())
        if not found and (address := _address(cells.get("email", ""))):
            found = self.owners.get((IdentityKind.EMAIL, address), set())
        found = found & self.mine
        if not found:
            raise ConsentRefused(_("No contact of yours is known by this id or address."))
        if len(found) > 1:
            raise ConsentRefused(_("Several contacts are known by this id or address."))
        return next(iter(found))


def _statement(cells: dict[str, str], whose: _Whose) -> Statement:
    wording = cells.get("wording", "")
    if wording and not (wording.isdecimal() and len(wording) < 6):
        raise ConsentRefused(_("“%(text)s” is no number of a version.") % {"text": wording[:60]})
    return Statement(
        contact_id=whose.contact(cells),
        purpose=cells.get("purpose", ""),
        channel=cells.get("channel", "").casefold(),
        state=state_in(cells.get("state", "")),
        source=source_in(cells.get("source", "")),
        at=moment_in(cells.get("at", "")),
        wording=int(wording) if wording else None,
        language=cells.get("language", ""),
        proof=cells.get("proof", ""),
    )


def standing_withdrawals(said: Sequence[Statement]) -> dict[tuple[UUID, str, str], Consent]:
    """Withdrawals that hold for those spoken of."""
    rows = Consent.objects.of({each.contact_id for each in said}).standing().filter(state=State.WITHDRAWN).told()
    return {(each.contact_id, each.purpose.code, each.channel): each for each in rows}


def is_blind(each: Statement, last: Consent | None) -> bool:
    """A file that does not say when cannot know that somebody withdrew meanwhile."""
    return last is not None and each.at is None and each.state != State.WITHDRAWN


def blind_reason(last: Consent | None) -> str:
    when = f"{last.at:%Y-%m-%d %H:%M}" if last else ""
    said = _("They withdrew on %(when)s (UTC), and this row does not say when they agreed. The withdrawal stays.")
    return said % {"when": when}


def _address(text: str) -> str:
    try:
        return normalise_email(text) if text else ""
    except DomainError:
        return ""


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
