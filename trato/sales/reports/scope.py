"""Which deals a report is about: those the reader sees, of a period, a pipeline, a team and an owner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.public import (
    STANDING_SQL,
    Actor,
    Condition,
    NotAllowed,
    Team,
    User,
    all_of,
    installation,
    reach_sql,
    today_of,
)
from trato.sales.pipelines.queries import pipelines_now
from trato.sales.reports.errors import ReportRefused
from trato.sales.reports.periods import Period, read_period

NOBODY, MYSELF = "none", "me"
SEE = "sales.see_deals"
# For reports that join to deals what others hold (calls, companies): on disk it takes a tenth longer. Others need less.
ROOM = "set local work_mem = '96MB'"


@dataclass(frozen=True)
class Scope:
    """`owner` and `team` are ids as text, or `none`; empty asks for everybody's."""

    actor: Actor
    today: date
    currency: str
    period: Period
    pipeline: str = ""
    team: str = ""
    owner: str = ""

    def where(self, *more: Condition, dated: bool = True) -> Condition:
        """On a row `r` of deals. `dated` keeps to those that close in the period."""
        return all_of([(sql.SQL(STANDING_SQL), []), self.of_those_standing(dated=dated), *more])

    def of_those_standing(self, *, dated: bool = True) -> Condition:
        """For where they are chosen before: an index of standing ones does not hold whether they stand."""
        found: list[Condition] = [reach_sql(self.actor, SEE)]
        for column, value in (("pipeline_id", self.pipeline), ("team_id", self.team), ("owner_id", self.owner)):
            if value:
                found.append(_is(column, value))
        if dated and not self.period.is_all:
            found.append((sql.SQL("r.close_on between %s and %s"), [self.period.first, self.period.last]))
        return all_of(found)

    def link(self, *exactly: str, dated: bool = True, **filters: Sequence[str] | str) -> str:
        """The list of exactly the rows behind a number."""
        asked: dict[str, Any] = {
            name: value
            for name, value in (("pipeline", self.pipeline), ("team", self.team), ("owner", self.owner))
            if value
        }
        if dated and self.period.first and self.period.last:
            asked["close_on.between"] = [self.period.first.isoformat(), self.period.last.isoformat()]
        asked |= {name.replace("__", "."): value for name, value in filters.items()}
        if exactly:
            asked["exactly"] = list(exactly)
        return f"{reverse('web:list', args=['deals'])}?{urlencode(asked or {'view': 'all'}, doseq=True)}"

    def within(self, period: Period) -> "Scope":
        return replace(self, period=period)

    @property
    def sees_money(self) -> bool:
        return all(self.actor.may_see_field("deal", name) for name in ("amount", "base_amount"))


def _is(column: str, value: str) -> Condition:
    name = sql.SQL("r.{}").format(sql.Identifier(column))
    if value == NOBODY:
        return sql.SQL("{} is null").format(name), []
    return sql.SQL("{} = %s").format(name), [value]


def read_scope(given: Mapping[str, str], *, by: Actor, default: str = "this_year") -> Scope:
    """From an address. Refused in words where it names what there is not."""
    if not by.may(SEE):
        raise NotAllowed(_("Your role does not allow this."))
    today = today_of(by)
    owner = str(by.id) if given.get("owner") == MYSELF else given.get("owner", "")
    return Scope(
        actor=by,
        today=today,
        currency=installation().currency,
        period=read_period(given.get("period", ""), today=today, default=default),
        pipeline=_pipeline(given.get("pipeline", "")),
        team=_known(given.get("team", ""), Team, "team"),
        owner=_known(owner, User, "owner"),
    )


def _pipeline(code: str) -> str:
    if code and code not in pipelines_now().by_code:
        raise ReportRefused(_("There is no pipeline “%(value)s”.") % {"value": code[:60]}, field="pipeline")
    return code


def _known(text: str, model: type[Team] | type[User], field: str) -> str:
    if text in ("", NOBODY):
        return text
    said = _("There is no such team.") if field == "team" else _("There is no such colleague.")
    try:
        id_ = UUID(text)
    except ValueError:
        raise ReportRefused(said, field=field) from None
    if not model.objects.filter(pk=id_).exists():
        raise ReportRefused(said, field=field)
    return str(id_)


def rows_of(statement: sql.Composable, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ROOM)
        cursor.execute(statement, list(parameters))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
