"""The columns of a list: which there are, and which are shown."""

from collections.abc import Sequence

from trato.foundation.public import Actor, Field, FieldType, RecordKind

MOST_COLUMNS = 30
NOT_A_COLUMN = (
    FieldType.LONG_TEXT,
    FieldType.IDENTITIES,
    FieldType.ADDRESSES,
    FieldType.COMPANIES,
    FieldType.REFERENCES,
    FieldType.USERS,
    FieldType.LINES,
)
NUMBERS = (FieldType.NUMBER, FieldType.DECIMAL, FieldType.MONEY)
LATEST_FIRST = (FieldType.MOMENT, *NUMBERS)


def possible_columns(kind: RecordKind, *, by: Actor) -> list[Field]:
    told = [spec for spec in kind.fields if spec.type not in NOT_A_COLUMN and not spec.is_asked_only]
    return [spec for spec in told if by.may_see_field(kind.name, spec.name)]


def chosen_columns(kind: RecordKind, wanted: Sequence[str], *, by: Actor) -> list[Field]:
    """As asked, else as declared; what names the record always comes first, because its link is there."""
    possible = {spec.name: spec for spec in possible_columns(kind, by=by)}
    asked = [possible[name] for name in dict.fromkeys(wanted) if name in possible]
    shown = asked or [spec for spec in possible.values() if spec.listed] or list(possible.values())
    title = next(iter(possible.values()))
    return [title, *(spec for spec in shown if spec is not title)][:MOST_COLUMNS]


def first_way_down(spec: Field) -> bool:
    """Moments and amounts are looked at from the top, words from their first letter."""
    return spec.type in LATEST_FIRST
