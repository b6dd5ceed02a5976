"""Who gets which answer from which route: one file for each part of the system, each with its `ROWS`.

A new route: add a `Row` with its name, its method, how its address and body are filled (`path` and `body`, from
`Things`), and for whom it answers what. `by_person` is for what belongs to nobody in particular: one answer each for
anonymous, nobody (no rights), seller, manager, administrator. `by_owner` is for what belongs to somebody: for each of
the last four, the answers for their own, for a team mate's and for a stranger's.
"""

from importlib import import_module
from pkgutil import iter_modules

from tests.rights.answers import Row

ROWS: list[Row] = [row for found in iter_modules(__path__) for row in import_module(f"{__name__}.{found.name}").ROWS]
