"""Conditions on what people agreed to: `{"consent": "newsletter", "channel": "email", "value": "given"}`.

Of contacts that were merged the strictest word counts, as everywhere.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import sql

from trato.customers.consent.events import ConsentAsked, ConsentGiven, ConsentWithdrawn
from trato.customers.consent.models import Channel, Purpose, State
from trato.customers.consent.queries import purposes_in_use
from trato.foundation.public import Actor, Asking, Condition, Leaf, RecordKind, RuleInput, RuleKind, rule_refused

NEVER = "never"
STATES = ((State.GIVEN, State.GIVEN.label), (State.WITHDRAWN, State.WITHDRAWN.label))
ANSWERS = (*STATES, (State.PENDING, State.PENDING.label), (NEVER, gettext_lazy("Never asked")))
TOPICS = frozenset(f"event:{event.kind}" for event in (ConsentGiven, ConsentAsked, ConsentWithdrawn))

# The last word of each member, then the strictest of them.
_LAST = sql.SQL(
    "select distinct on (m.id) m.root_id, e.state from customers_contact m"
    " join customers_consent e on e.contact_id = m.id where {which} and e.purpose_id = %s and e.channel = %s"
    " order by m.id, e.at desc, e.is_withdrawal desc, e.id desc"
)
_STRICTEST = sql.SQL(
    "(array_agg(said.state order by array_position(array['withdrawn', 'pending', 'given'], said.state)))[1]"
)
_ALL = sql.SQL("select said.root_id, {} as state from ({}) said group by said.root_id").format(
    _STRICTEST, _LAST.format(which=sql.SQL("true"))
)
_ONE = sql.SQL("coalesce((select {} from ({}) said), {})").format(
    _STRICTEST, _LAST.format(which=sql.SQL("m.root_id = r.id")), sql.Literal(NEVER)
)


def _compile(rule: Mapping[str, Any], place: str, asking: Asking) -> Leaf:
    purpose, channel, state = _purpose(rule, place), _channel(rule, place), _state(rule, place)
    given = [purpose.id, channel]
    held: Condition = _ONE, given
    if state == NEVER:
        fits: Condition = sql.SQL("r.id not in (select ever.root_id from ({}) ever)").format(_ALL), given
    else:
        fits = (
            sql.SQL("r.id in (select last.root_id from ({}) last where last.state = %s)").format(_ALL),
            [*given, state],
        )
    checked: Condition = sql.SQL("{} = %s").format(_ONE), [*given, state]
    return Leaf(fits=fits, checked=checked, topics=TOPICS, held=held, is_dear=True)


def _purpose(rule: Mapping[str, Any], place: str) -> Purpose:
    code = rule["consent"]
    found = Purpose.objects.filter(code=code[:60]).first() if isinstance(code, str) and "\0" not in code else None
    if found is None:
        raise rule_refused(f"{place}/consent", _("There is no purpose of this code."))
    return found


def _channel(rule: Mapping[str, Any], place: str) -> str:
    channel = rule.get("channel", Channel.EMAIL)
    if not isinstance(channel, str) or channel not in Channel.values:
        names = ", ".join(Channel.values)
        raise rule_refused(f"{place}/channel", _("A channel is one of these: %(names)s.") % {"names": names})
    return str(channel)


def _state(rule: Mapping[str, Any], place: str) -> str:
    state = rule.get("value", State.GIVEN)
    if not isinstance(state, str) or state not in dict(ANSWERS):
        names = ", ".join(code for code, _label in ANSWERS)
        raise rule_refused(f"{place}/value", _("A consent is one of these: %(names)s.") % {"names": names})
    return str(state)


def _subjects(kind: RecordKind, actor: Actor) -> list[tuple[str, Any]]:
    return [(each.code, each.label) for each in purposes_in_use()]


def _says(rule: Mapping[str, Any], actor: Actor) -> str:
    labels = Purpose.objects.filter(code=str(rule["consent"])[:60]).values_list("label", flat=True)
    facts = {
        "purpose": labels.first() or "…",
        "channel": Channel(rule.get("channel", Channel.EMAIL)).label,
        "state": dict(ANSWERS)[rule.get("value", State.GIVEN)],
    }
    return _("%(purpose)s by %(channel)s: %(state)s") % facts


CONSENT_RULE = RuleKind(
    name="consent",
    label=gettext_lazy("Consents"),
    kinds=("contact",),
    keys=("channel", "value"),
    inputs=(
        RuleInput(
            name="channel",
            label=gettext_lazy("Channel"),
            control="choice",
            options=tuple(Channel.choices),
            default=Channel.EMAIL,
        ),
        RuleInput(name="value", label=gettext_lazy("State"), control="choice", options=ANSWERS, default=State.GIVEN),
    ),
    compile=_compile,
    subjects=_subjects,
    says=_says,
    order=40,
)
