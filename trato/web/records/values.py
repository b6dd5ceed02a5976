"""How a value of a field is said to a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_decimal
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from trato.foundation.public import Field, FieldType
from trato.kit.errors import DomainError
from trato.kit.money import Money
from trato.kit.numbers import grouped
from trato.kit.phone_numbers import formatted_phone
from trato.kit.scripts import language_of
from trato.web.components.moments import our_locale
from trato.web.records.queries import is_out_of_sight


@dataclass(frozen=True)
class Shown:
    """`look` says which mark it is drawn with: stage, person, tags, option, moment or none.

    `hues` are the colours of options. Empty text means no value.
    """

    text: str
    look: str = ""
    code: str = ""
    language: str = ""
    tags: Sequence[str] = ()
    moment: datetime | None = None
    hues: Sequence[str] = ()

    def __str__(self) -> str:
        return self.text


def shown(spec: Field, value: Any, *, language: str = "") -> Shown:
    """`language` is the record's own, where it is known."""
    if value in (None, "", [], ()):
        return Shown("")
    if is_out_of_sight(value):
        return Shown(_("Not yours to see"))
    say = _SAY.get(spec.type, _say_text)
    return say(spec, value, language)


def _say_text(spec: Field, value: Any, language: str) -> Shown:
    return Shown(str(value), language=language_of(str(value), language))


def _say_number(spec: Field, value: Any, language: str) -> Shown:
    """In groups from five digits on: with four it may be a year."""
    return Shown(grouped(value) if isinstance(value, int) and abs(value) >= 10_000 else str(value))


def _say_phone(spec: Field, value: Any, language: str) -> Shown:
    """With its country code in groups, so that numbers of many countries read alike; without one, as it was written."""
    number = str(value)
    return Shown(_grouped(number) if number.startswith("+") else number)


@lru_cache(maxsize=10_000)  # a list shows fifty of them, and grouping one takes a tenth of a millisecond
def _grouped(number: str) -> str:
    return formatted_phone(number, country="")


def _say_money(spec: Field, value: Any, language: str) -> Shown:
    try:
        return Shown(Money.from_json(value).formatted(str(our_locale())))
    except DomainError:
        return Shown(f"{value.get('amount', '')} {value.get('currency', '')}")


def _say_moment(spec: Field, value: Any, language: str) -> Shown:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value  # a change row keeps it as text
    return Shown(str(value), look="moment", moment=moment)


def _say_day(spec: Field, value: Any, language: str) -> Shown:
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return Shown(str(format_date(day, format="medium", locale=our_locale())), code=day.isoformat())


def _say_time(spec: Field, value: Any, language: str) -> Shown:
    moment = time.fromisoformat(value) if isinstance(value, str) else value
    return Shown(str(format_time(moment, format="short", locale=our_locale())), code=moment.isoformat())


def _say_decimal(spec: Field, value: Any, language: str) -> Shown:
    """In groups from five digits on, and with all its decimals."""
    number = Decimal(str(value))
    shape = "#,##0.##########" if abs(number) >= 10_000 else "0.##########"
    return Shown(str(format_decimal(number, format=shape, locale=our_locale())))


def _say_yes_no(spec: Field, value: Any, language: str) -> Shown:
    return Shown(str(_("Yes") if value else _("No")), code="yes" if value else "no")


def yes_and_no() -> list[tuple[str, str]]:
    return [("yes", _("Yes")), ("no", _("No"))]


def _say_choices(spec: Field, value: Sequence[str], language: str) -> Shown:
    labels = {code: str(label) for code, label in (*spec.choices, *spec.gone_choices)}
    chosen = tuple(labels.get(each, each) for each in value)
    hues = tuple(spec.colour_of(each) for each in value)
    return Shown(", ".join(chosen), look="options" if any(hues) else "tags", tags=chosen, hues=hues)


def _say_choice(spec: Field, value: Any, language: str) -> Shown:
    labels: dict[str, str | Promise] = dict((*spec.choices, *spec.gone_choices))
    hue = spec.colour_of(value)
    look = "stage" if spec.is_stage else "option" if hue else ""
    return Shown(str(labels.get(value, value)), look=look, code=str(value), hues=(hue,) if hue else ())


def _say_language(spec: Field, value: Any, language: str) -> Shown:
    return Shown(str(our_locale().languages.get(value, value)), code=str(value))


def _say_country(spec: Field, value: Any, language: str) -> Shown:
    """A country that was written in words stays in those words."""
    return Shown(str(our_locale().territories.get(value, value)), code=str(value))


def _say_time_zone(spec: Field, value: Any, language: str) -> Shown:
    return Shown(str(value).replace("_", " "), code=str(value))


def place_of(zone: str) -> str:
    return str(get_timezone_location(zone, locale=our_locale(), return_city=True))


def _say_person(spec: Field, value: Mapping[str, Any], language: str) -> Shown:
    return Shown(str(value["name"]), look="person", code=str(value["id"]))


def _say_named(spec: Field, value: Mapping[str, Any], language: str) -> Shown:
    name = str(value["name"])
    return Shown(name, code=str(value["id"]), language=language_of(name, language))


def _say_tags(spec: Field, value: Sequence[str], language: str) -> Shown:
    return Shown(", ".join(value), look="tags", tags=tuple(value))


_SAY = {
    FieldType.NUMBER: _say_number,
    FieldType.DECIMAL: _say_decimal,
    FieldType.TIME: _say_time,
    FieldType.YES_NO: _say_yes_no,
    FieldType.CHOICES: _say_choices,
    FieldType.PHONE: _say_phone,
    FieldType.MONEY: _say_money,
    FieldType.MOMENT: _say_moment,
    FieldType.DAY: _say_day,
    FieldType.CHOICE: _say_choice,
    FieldType.LANGUAGE: _say_language,
    FieldType.COUNTRY: _say_country,
    FieldType.TIME_ZONE: _say_time_zone,
    FieldType.USER: _say_person,
    FieldType.TEAM: _say_named,
    FieldType.REFERENCE: _say_named,
    FieldType.TAGS: _say_tags,
}


def named_choices(kind: str) -> list[tuple[str, str]]:
    """Languages or countries by their two-letter codes, in the reader's words and order."""
    locale: Locale = our_locale()
    names: Mapping[str, str] = locale.languages if kind == "languages" else locale.territories
    codes = [code for code in names if len(code) == 2 and code.isalpha()]
    return sorted(((code, names[code]) for code in codes), key=lambda pair: pair[1].casefold())
