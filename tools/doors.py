"""An import-linter contract: whoever needs another module comes in by its public.py, or by that of one of its parts.

Tests are no exception: what a test of `sales` needs of `customers`, a part of `sales` will need too.
"""

from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """`package` is the house, its children are the modules; `open_modules` have no walls."""

    type_name = "doors"

    # import-linter puts the values that were read where these descriptions of them stand.
    package = cast("str", fields.StringField())
    open_modules = cast("list[str] | None", fields.ListField(subfield=fields.StringField(), required=False))

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 - import-linter's signature
        over_the_wall = [
            (importer, imported)
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self.is_over_the_wall(importer, imported)
        ]
        return ContractCheck(kept=not over_the_wall, metadata={"over_the_wall": over_the_wall})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["over_the_wall"]:
            door = f"{self.package}.{self._module_of(imported)}.public"
            output.print_error(f"{importer} imports {imported}; import it from {door}, or add it there.")

    def is_over_the_wall(self, importer: str, imported: str) -> bool:
        theirs = self._module_of(imported)
        if not theirs or theirs == self._module_of(importer) or theirs in (self.open_modules or []):
            return False
        return not imported.endswith(".public")

    def _module_of(self, name: str) -> str:
        """The part after the package's name, empty for what is not in the package."""
        package, _, rest = name.partition(".")
        return rest.partition(".")[0] if package == self.package else ""
