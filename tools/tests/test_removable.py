"""Only what nothing stands on can be left out."""

from grimp import ImportGraph

from tools.removable import topmost_modules


def test_a_module_that_another_one_or_the_wiring_imports_stays() -> None:
    graph = ImportGraph()
    for name in ("trato", "trato.config", "trato.conftest", "trato.web", "trato.customers", "trato.sales"):
        graph.add_module(name)
    for importer, imported in (("config", "web"), ("sales", "customers"), ("conftest", "sales")):
        graph.add_import(importer=f"trato.{importer}", imported=f"trato.{imported}")

    assert topmost_modules(graph) == ["sales"]
