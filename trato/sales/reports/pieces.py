"""Conditions and expressions on a row `r` of deals that both a report and the list behind its numbers use."""

from datetime import date, timedelta

from psycopg import sql

from trato.foundation.public import Actor, Condition, Field, installation, reach_sql, record_kind, start_of
from trato.foundation.public import FieldType as Type
from trato.sales.deals.queries import BEGUN
from trato.sales.pipelines.models import WON
from trato.sales.pipelines.queries import Pipelines

LIKELY = """coalesce(r.probability,
  (select s.probability from sales_stage s where s.code = r.stage_id))"""
# From which probability on an open deal is in which category of a forecast; the rest is pipeline.
COMMIT_FROM, BEST_FROM = 80, 50
GROUPED_COMPANY_TYPES = (Type.CHOICE, Type.TEXT, Type.LANGUAGE, Type.COUNTRY)
# A deal without a course has not moved: it entered where it stands.
ENTERED = "coalesce(r.entered_at, r.stage_since)"
_CAME = """(r.course_id = any(array(select c.id from sales_course c where c.stages && %s::text[]))
  or (r.course_id is null and r.stage_id = any(%s)))"""
_LEFT = """r.course_id = any(array(
  select c.id from sales_course c where c.times_left[array_position(c.stages, %s)] > 0))"""
_COMPANY = """(select m.id, r.{column} as value from customers_company m join customers_company r on r.id = m.root_id
  where r.is_standing and {reach})"""


def without_rate() -> Condition:
    """Deals with an amount that is not known in the company's currency."""
    return sql.SQL("(r.amount is not null and r.base_amount_currency <> %s)"), [installation().currency]


def company_fields(actor: Actor) -> list[Field]:
    """Fields of companies by which their deals can be grouped."""
    kind = record_kind("company")
    if not actor.may(kind.right("see")):
        return []
    return [
        spec
        for spec in kind.fields
        if spec.type in GROUPED_COMPANY_TYPES
        and spec.column
        and not (spec.is_made or spec.name == "name")
        and actor.may_see_field("company", spec.name)
    ]


def company_values(spec: Field, actor: Actor) -> Condition:
    """Each company's value of the field, after merges and as far as the reader sees the company."""
    reach, parameters = reach_sql(actor, record_kind("company").right("see"))
    return sql.SQL(_COMPANY).format(column=sql.Identifier(spec.column), reach=reach), parameters


def company_is(spec: Field, value: str, actor: Actor) -> Condition:
    values, parameters = company_values(spec, actor)
    if value:
        found = sql.SQL("r.company_id in (select g.id from {} g where g.value = %s)").format(values)
        return found, [*parameters, value]
    # Not "not in": a deal without a company has no value either.
    found = sql.SQL("not exists (select 1 from {} g where g.id = r.company_id and g.value <> '')").format(values)
    return found, parameters


def activities_between(least: int, most: int | None) -> Condition:
    """Calls and meetings held until they closed: deals that are open have no number yet."""
    if most is None:
        return sql.SQL("(r.state <> 'open' and r.held_count >= %s)"), [least]
    return sql.SQL("(r.state <> 'open' and r.held_count between %s and %s)"), [least, most]


def aged(least: int, most: int | None, *, today: date) -> Condition:
    """Begun so many days ago. What begins in the future has just begun."""
    newest = today - timedelta(days=least)
    if most is None:
        return sql.SQL(f"{BEGUN} <= %s"), [newest]
    oldest = today - timedelta(days=most)
    if least == 0:
        return sql.SQL(f"{BEGUN} >= %s"), [oldest]
    return sql.SQL(f"{BEGUN} between %s and %s"), [oldest, newest]


def began_between(first: date, last: date, actor: Actor) -> Condition:
    """Made in these days: when it entered its first stage."""
    starts = [start_of(day, zone=actor.time_zone) for day in (first, last + timedelta(days=1))]
    return sql.SQL(f"({ENTERED} >= %s and {ENTERED} < %s)"), list(starts)


def stages_from(code: str, known: Pipelines) -> list[str]:
    """The stage and those behind it, won ones too: who is there has come as far. Archived ones keep their place."""
    stage = known.stage_by_code[code]
    mine = [each for each in known.stages if each.pipeline_id == stage.pipeline_id]
    if not stage.is_open:
        return [each.code for each in mine if each.state == stage.state]
    codes = [each.code for each in mine if each.is_open]
    return [*codes[codes.index(code) :], *(each.code for each in mine if each.state == WON)]


def came_as_far_as(code: str, known: Pipelines) -> Condition:
    codes = stages_from(code, known)
    return sql.SQL(_CAME), [codes, codes]


def left_stage(code: str) -> Condition:
    return sql.SQL(_LEFT), [code]


def category_sql() -> sql.Composable:
    likely = sql.SQL(LIKELY)
    by_chance = sql.SQL("case when {0} >= {1} then 'commit' when {0} >= {2} then 'best' else 'pipeline' end").format(
        likely, sql.Literal(COMMIT_FROM), sql.Literal(BEST_FROM)
    )
    return sql.SQL("coalesce(nullif(r.forecast_category, ''), {})").format(by_chance)
