"""A module that nothing stands on can be left out: the system still starts. `make check` proves it for each of them."""

import os
import subprocess
import sys

import grimp

PACKAGE = "trato"
NOT_MODULES = {"config", "conftest"}


def topmost_modules(graph: grimp.ImportGraph) -> list[str]:
    """The modules that nothing else imports, the wiring included."""
    children = {child.removeprefix(f"{PACKAGE}.") for child in graph.find_children(PACKAGE)}
    return sorted(child for child in children - NOT_MODULES if not _is_stood_on(graph, child, children - {"conftest"}))


def _is_stood_on(graph: grimp.ImportGraph, module: str, others: set[str]) -> bool:
    return any(
        graph.direct_import_exists(importer=f"{PACKAGE}.{other}", imported=f"{PACKAGE}.{module}", as_packages=True)
        for other in others - {module}
    )


def starts_without(module: str) -> bool:
    environ = {**os.environ, "TRATO_WITHOUT": module, "DJANGO_SETTINGS_MODULE": f"{PACKAGE}.config.settings"}
    done = subprocess.run([sys.executable, "-m", "django", "check"], env=environ, capture_output=True, text=True)
    print(f"without {module}: {'starts' if done.returncode == 0 else done.stdout + done.stderr}")
    return done.returncode == 0


def main() -> int:
    answers = [starts_without(module) for module in topmost_modules(grimp.build_graph(PACKAGE))]
    return 0 if all(answers) else 1


if __name__ == "__main__":
    sys.exit(main())
