"""What becomes of chosen values when a merge is taken back: pure, so that it can be held against a plain model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Chosen = dict[str, dict[str, Any]]


@dataclass
class Parting:
    """`puts` go back into the record now; `passes` are (place of a later merge, field, value) that will go back when
    that one is taken back; `stays` were written by somebody since.
    """

    puts: dict[str, Any] = field(default_factory=dict)
    passes: list[tuple[int, str, Any]] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)


def part_values(chosen: Chosen, later: Sequence[Chosen], now: Mapping[str, Any]) -> Parting:
    """`later` are the choices of merges into the same record that came after and still stand, oldest first."""
    result = Parting()
    for name, values in chosen.items():
        place = next((number for number, each in enumerate(later) if name in each), None)
        holds = now.get(name) if place is None else later[place][name]["was"]
        if not same(holds, values["became"]):
            result.stays.append(name)
        elif place is None:
            result.puts[name] = values["was"]
        else:
            result.passes.append((place, name, values["was"]))
    return result


def same(one: Any, other: Any) -> bool:
    """Nothing is nothing, however it is written down."""
    return (one or None) == (other or None) if not isinstance(one, (bool, int)) else one == other
