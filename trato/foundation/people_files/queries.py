"""What bringing in a file of colleagues would do, row by row."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from trato.foundation.people.facts import clean_address, clean_name
from trato.foundation.people.models import Role, User
from trato.foundation.people.use_cases.teams import LONGEST_TEAM
from trato.foundation.people_files.reading import PersonRow
from trato.kit.errors import DomainError

NEW, HERE, REFUSED = "new", "here", "refused"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """`why` is said of a row that cannot go in; `user` is who is here already."""

    row: PersonRow
    does: str
    why: str = ""
    user: User | None = None


def plan_people(rows: Sequence[PersonRow]) -> list[Planned]:
    """Who has an e-mail is known by it, else by the name."""
    emails = {row.email.casefold() for row in rows if row.email}
    known = _Known(User.objects.filter(email__in=emails), User.objects.filter(name__in={row.name for row in rows}))
    return [_planned(row, known) for row in rows]


def counted(planned: Iterable[Planned]) -> dict[str, int]:
    found = Counter(each.does for each in planned)
    return {does: found[does] for does in (NEW, HERE, REFUSED)}


class _Known:
    def __init__(self, with_email: Iterable[User], with_name: Iterable[User]) -> None:
        self.by_email = {user.email: user for user in with_email}
        self.by_name: dict[str, list[User]] = {}
        for user in with_name:
            self.by_name.setdefault(user.name.casefold(), []).append(user)
        self.roles = set(Role.objects.values_list("name", flat=True))

    def called(self, row: PersonRow) -> list[User]:
        """Who is called so; of two, those who still sign in."""
        found = self.by_name.get(row.name.casefold(), [])
        return [user for user in found if user.is_active] or found


def _planned(row: PersonRow, known: _Known) -> Planned:
    try:
        found = _found(row, known)
        _refuse_names(row, known)
    except DomainError as refusal:
        return Planned(row=row, does=REFUSED, why=str(refusal))
    if len(found) > 1:
        why = _("Several colleagues are called that. Add their e-mails to the file.")
        return Planned(row=row, does=REFUSED, why=why)
    if found and not found[0].is_active:
        return Planned(row=row, does=REFUSED, why=_("Somebody who left. Let them in again first."))
    return Planned(row=row, does=HERE, user=found[0]) if found else Planned(row=row, does=NEW)


def _found(row: PersonRow, known: _Known) -> list[User]:
    if not row.email:
        return known.called(row)
    user = known.by_email.get(clean_address(row.email))
    return [user] if user else []


def _refuse_names(row: PersonRow, known: _Known) -> None:
    clean_name(row.name or row.email)
    for team in row.way:
        clean_name(team, longest=LONGEST_TEAM)
    if row.role and row.role not in known.roles:
        raise DomainError(_("There is no role “%(name)s”.") % {"name": row.role})
