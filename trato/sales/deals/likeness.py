"""Products of a file that are spelt otherwise here."""

from collections.abc import Collection, Mapping

from trato.commerce.public import likely_products
from trato.foundation.public import Actor
from trato.kit.names import called


def alike_products(names: Collection[str], actor: Actor) -> Mapping[str, tuple[str, str] | None]:
    """Names that no product has, each with the one that is called most like it. Others stay as words."""
    likely = likely_products(names, seen_by=actor)
    return {
        name: (found.name, found.name)
        for name in names
        if (found := likely.get(name)) and called(found.name) != called(name)
    }
