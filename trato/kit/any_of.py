"""Choosing rows by many values: one array, where `__in` writes and binds each value by itself."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Lookup


class AnyOf(Lookup):
    """`column = any(array)`, as a condition for `filter`. The values are of the column's own Python type."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = any(%s)", (*parameters, self.rhs)


def any_of(column: Any, values: Iterable[Any]) -> AnyOf:
    """`column` is a field's name or an expression."""
    return AnyOf(F(column) if isinstance(column, str) else column, list(values))
