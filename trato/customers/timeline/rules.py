"""Conditions on what happened: `{"event": "customers.note_written", "operator": "least", "value": 3, "within": "30d"}`.

What happened to a record that was merged counts for the one it was merged into.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from psycopg import sql

from trato.foundation.public import (
    Actor,
    Asking,
    Condition,
    Leaf,
    RecordKind,
    RuleInput,
    RuleKind,
    TimelineKind,
    contributions,
    rule_refused,
    start_of,
)

LEAST, MOST = "least", "most"
OPERATORS = ((LEAST, gettext_lazy("at least")), (MOST, gettext_lazy("at most")))
SPAN = re.compile(r"([1-9]\d{0,3})([hdw])")
UNITS = {"h": "hours", "d": "days", "w": "weeks"}
MOST_TIMES = 1_000_000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
_COLUMNS = {"contact": sql.SQL("contact_id"), "company": sql.SQL("company_id")}

# Whoever was merged is looked up; everybody else is his own root.
_ROOTS = sql.SQL(
    "select coalesce(m.root_id, e.{column}) from event e {merged} where e.{column} is not null and {which}"
)
_NONE_MERGED = sql.SQL("select e.{column} from event e where e.{column} is not null and {which}")
_AMONG_ALL = sql.SQL("left join {table} m on m.id = e.{column} and m.root_id <> m.id")
_AMONG_FEW = sql.SQL("left join unnest(%s::uuid[], %s::uuid[]) m (id, root_id) on m.id = e.{column}")
_OF_ONE = sql.SQL(
    "(select count(*) from (select from event e where e.{column} = any(array(select r.id union all"
    " select m.id from {table} m where m.root_id = r.id and m.root_id <> m.id)) and {which} limit %s) happened)"
)


def event_kinds(kind: RecordKind, actor: Actor) -> list[tuple[str, Any]]:
    """Those with a name for people, as far as the actor may see what they are about."""
    return [(each.event, each.label) for each in contributions(TimelineKind) if each.label and _may_hear(each, actor)]


def _may_hear(told: TimelineKind, actor: Actor) -> bool:
    right = getattr(told.records(), "see_right", "") if told.records else ""
    return not right or actor.may(right)


def _compile(rule: Mapping[str, Any], place: str, asking: Asking) -> Leaf:
    event, times, is_least = _event(rule, place, asking), _times(rule, place), _operator(rule, place) == LEAST
    start = _start(rule, place, asking)
    which, given = _which(event, start)
    enough = times if is_least else times + 1
    names = {"column": _COLUMNS[asking.kind.name], "table": sql.Identifier(asking.kind.table), "which": which}
    select, found_with = _whom(asking, (which, given))
    if enough > 1:
        select = sql.SQL("{} group by 1 having count(*) >= %s").format(select)
    many: Condition = sql.SQL("r.id in ({})").format(select), [*found_with, *([enough] if enough > 1 else [])]
    counted = _OF_ONE.format(**names), [*given, enough]
    checked: Condition = sql.SQL("{} >= %s").format(counted[0]), [*counted[1], enough]
    if enough == 0:
        many = checked = (sql.SQL("true"), [])
    return Leaf(
        fits=many if is_least else _not(many),
        checked=checked if is_least else _not(checked),
        topics=frozenset({f"event:{event}"}),
        crossed=_crossed(rule, event, asking),
        is_dear=enough > 1 or not is_least,
        held=(sql.SQL("{}::text").format(_OF_ONE.format(**names)), [*given, MOST_TIMES]),
    )


def _whom(asking: Asking, which: Condition) -> Condition:
    """Ids of the roots to whom it happened, each as often as it did. Nearly nobody is merged, which planners miss."""
    names = {"column": _COLUMNS[asking.kind.name], "table": sql.Identifier(asking.kind.table)}
    condition, given = which
    if asking.merged is None:
        return _ROOTS.format(merged=_AMONG_ALL.format(**names), which=condition, **names), given
    if not asking.merged:
        return _NONE_MERGED.format(which=condition, **names), given
    pairs = [list(asking.merged), list(asking.merged.values())]
    return _ROOTS.format(merged=_AMONG_FEW.format(**names), which=condition, **names), [*pairs, *given]


def _which(event: str, start: datetime | None) -> Condition:
    if start is None:
        return sql.SQL("e.kind = %s"), [event]
    return sql.SQL("e.kind = %s and e.at >= %s"), [event, start]


def _not(condition: Condition) -> Condition:
    return sql.SQL("(({}) is not true)").format(condition[0]), condition[1]


def _crossed(rule: Mapping[str, Any], event: str, asking: Asking) -> Any:
    """What leaves the window may take a record out, or let it in."""
    if not rule.get("within"):
        return None
    window = span_of(str(rule["within"]))
    within = sql.SQL("e.kind = %s and e.at >= %s and e.at < %s")

    def crossed(since: datetime, until: datetime) -> Condition:
        assert window is not None
        select, given = _whom(asking, (within, [event, since - window, until - window]))
        return sql.SQL("r.id in ({})").format(select), given

    return crossed


def span_of(text: str) -> timedelta | None:
    """`12h`, `30d`, `8w`."""
    found = SPAN.fullmatch(text)
    return timedelta(**{UNITS[found[2]]: int(found[1])}) if found else None


def _event(rule: Mapping[str, Any], place: str, asking: Asking) -> str:
    name = rule["event"]
    known = {each.event: each for each in contributions(TimelineKind)}
    if not isinstance(name, str) or name not in known or not _may_hear(known[name], asking.actor):
        raise rule_refused(f"{place}/event", _("There is no kind of event called so."))
    return name


def _operator(rule: Mapping[str, Any], place: str) -> str:
    operator = rule.get("operator", LEAST)
    if operator not in (LEAST, MOST):
        raise rule_refused(f"{place}/operator", _("An event happened at least or at most so many times: least, most."))
    return str(operator)


def _times(rule: Mapping[str, Any], place: str) -> int:
    given = rule.get("value", 1)
    text = str(given).strip()
    if isinstance(given, bool) or not (text.isascii() and text.isdecimal() and len(text) < 8):
        raise rule_refused(f"{place}/value", _("How often it happened is a whole number."))
    if int(text) > MOST_TIMES:
        raise rule_refused(f"{place}/value", _("This is more often than can be counted."))
    return int(text)


def _start(rule: Mapping[str, Any], place: str, asking: Asking) -> datetime | None:
    within, since = rule.get("within"), rule.get("since")
    if within not in (None, "") and since not in (None, ""):
        raise rule_refused(f"{place}/since", _("Say either within which time or since which day."))
    if within not in (None, ""):
        window = span_of(str(within))
        if window is None:
            raise rule_refused(f"{place}/within", _("A time is a number of hours, days or weeks: 12h, 30d, 8w."))
        return asking.moment - window
    if since in (None, ""):
        return None
    return start_of(_day(str(since).strip(), f"{place}/since"), zone=asking.actor.time_zone)


def _day(text: str, place: str) -> date:
    try:
        day = date.fromisoformat(text[:60])
    except ValueError:
        day = FIRST_DAY - timedelta(days=1)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise rule_refused(place, _("“%(value)s” is no date.") % {"value": text[:60]})
    return day


def _says(rule: Mapping[str, Any], actor: Actor) -> str:
    labels = {each.event: str(each.label or each.event) for each in contributions(TimelineKind)}
    times, operator = int(rule.get("value", 1)), rule.get("operator", LEAST)
    facts = {"event": labels.get(rule["event"], rule["event"]), "n": times}
    if operator == MOST and not times:
        said = _("%(event)s: never") % facts
    elif operator == MOST:
        said = ngettext("%(event)s: at most once", "%(event)s: at most %(n)s times", times) % facts
    else:
        said = ngettext("%(event)s: at least once", "%(event)s: at least %(n)s times", times) % facts
    return f"{said}{_says_when(rule)}"


def _says_when(rule: Mapping[str, Any]) -> str:
    if rule.get("since"):
        return " " + _("since %(day)s") % {"day": rule["since"]}
    found = SPAN.fullmatch(str(rule.get("within") or ""))
    if not found:
        return ""
    number = int(found[1])
    words = {
        "h": ngettext("within %(n)s hour", "within %(n)s hours", number),
        "d": ngettext("within %(n)s day", "within %(n)s days", number),
        "w": ngettext("within %(n)s week", "within %(n)s weeks", number),
    }
    return " " + words[found[2]] % {"n": number}


EVENT_RULE = RuleKind(
    name="event",
    label=gettext_lazy("What happened"),
    kinds=("contact", "company"),
    keys=("operator", "value", "within", "since"),
    inputs=(
        RuleInput(name="operator", label=gettext_lazy("How often"), control="choice", options=OPERATORS, default=LEAST),
        RuleInput(name="value", label=gettext_lazy("Times"), control="number", default="1"),
        RuleInput(name="within", label=gettext_lazy("Within the last"), control="span"),
    ),
    compile=_compile,
    subjects=event_kinds,
    says=_says,
    order=10,
)
