"""Writes docs/modules: what each module contributes, exposes and publishes, told by the code itself.

`python -m tools.describe` writes the pages; with `--check` it only says which of them are out of date.
"""

import ast
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.apps import AppConfig

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "modules"
FIELD_FLAGS = ("required", "personal", "sortable", "searchable", "importable", "listed")


def modules() -> list["AppConfig"]:
    """The installed modules of the house, in the order of the settings: from the ground up."""
    from django.apps import apps

    return [app for app in apps.get_app_configs() if app.name.startswith("trato.")]


def page(app: "AppConfig") -> str:
    parts = [f"# {app.label}", _purpose(Path(app.path)), "Written by `make docs`; change the module, not this page."]
    parts += [*_contributes(app.name), *_exposes(Path(app.path)), *_publishes(app.name)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _purpose(folder: Path) -> str:
    """The first paragraph of the module's README."""
    readme = folder / "README.md"
    if not readme.exists():
        return ""
    paragraphs = [text for text in readme.read_text(encoding="utf-8").split("\n\n") if not text.startswith("#")]
    return paragraphs[0].strip() if paragraphs else ""


def _contributes(name: str) -> Iterator[str]:
    """One heading for each kind of contribution, its items in menu order."""
    yield "## Contributes"
    found = contributions_of(name)
    if not found:
        yield "Nothing."
    for kind in sorted({type(item) for item in found}, key=lambda kind: kind.__name__):
        items = sorted((item for item in found if type(item) is kind), key=lambda item: item.order)
        yield f"### {kind.__name__}"
        yield _first_sentence(kind.__doc__)
        yield "\n".join(f"- {_told(item)}" for item in items)
        yield from (_field_table(item) for item in items if kind.__name__ == "RecordKind")


def contributions_of(name: str) -> list[Any]:
    from django.utils.module_loading import module_has_submodule

    if not module_has_submodule(import_module(name), "extension"):
        return []
    return list(import_module(f"{name}.extension").contributions)


def _told(item: Any) -> str:
    """What sets this contribution apart: every plain value that is not the default."""
    told = [
        f"{each.name} {value}"
        for each in fields(item)
        if each.init and each.name not in {"order", "fields"} and (value := _plain(each, getattr(item, each.name)))
    ]
    return ", ".join(told)


def _plain(declared: Any, value: object) -> str:
    """A value in words; empty for a default and for what only the machine calls."""
    default = declared.default_factory() if declared.default_factory is not MISSING else declared.default
    if value == default or callable(value):
        return ""
    if isinstance(value, dict):
        return ", ".join(f"{key}={_word(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return " ".join(_word(each) for each in value)
    return _word(value)


def _word(value: object) -> str:
    said = value.value if isinstance(value, Enum) else value
    said = getattr(value, "name", said) if is_dataclass(value) else said
    said = getattr(said, "__name__", said) if callable(said) else said  # asked for it, where others stand as they are
    return "`" + " ".join(str(said).split()) + "`"


def _field_table(kind: Any) -> str:
    rows = [f"| `{each.name}` | {each.label} | {each.type.value} | {_flags(each)} |" for each in kind.fields]
    return "\n".join([f"#### Fields of {kind.name}", "", "| name | label | type | is |", "|---|---|---|---|", *rows])


def _flags(field: Any) -> str:
    flags = [flag for flag in FIELD_FLAGS if getattr(field, flag, False)]
    return ", ".join([*flags, *([f"needs `{field.right}`"] if field.right else [])])


def _exposes(folder: Path) -> Iterator[str]:
    """What public.py and those of its parts re-export, under the file it comes from."""
    yield "## Exposes"
    doors = [folder / "public.py", *folder.glob("*/public.py")]
    names = sorted({each for door in doors if door.exists() for each in _re_exports(door)})
    yield "\n".join(f"- `{name}`, from `{source}`" for name, source in names) or "Nothing."


def _re_exports(door: Path) -> Iterator[tuple[str, str]]:
    for node in ast.parse(door.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("trato."):
            yield from ((each.asname or each.name, node.module) for each in node.names)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, f"trato.{door.parent.name}.public"


def _publishes(name: str) -> Iterator[str]:
    yield "## Publishes"
    events = sorted(_events_of(name), key=lambda event: event.kind)
    yield "\n".join(f"- {_event_line(event)}" for event in events) or "Nothing."


def _events_of(name: str) -> Iterator[type[Any]]:
    from trato.foundation.events.log import Event

    for info in walk_packages(import_module(name).__path__, f"{name}."):
        if info.name.rsplit(".", 1)[-1] == "events" and not info.ispkg:
            import_module(info.name)
    waiting = list(Event.__subclasses__())
    while waiting:
        event = waiting.pop()
        waiting.extend(event.__subclasses__())
        if event.__module__.startswith(f"{name}.") and ".tests." not in event.__module__ and hasattr(event, "kind"):
            yield event


def _event_line(event: type[Any]) -> str:
    from trato.foundation.events.log import COLUMNS

    data = [f"`{each.name}`" for each in fields(event) if each.name not in COLUMNS]
    about = f", about a {event.subject_type}" if event.subject_type else ""
    holds = f", with {', '.join(data)}" if data else ""
    words = "" if (event.__doc__ or "").startswith(f"{event.__name__}(") else _first_sentence(event.__doc__)
    return f"`{event.kind}`{about}{holds}{': ' + words if words else ''}"


def _first_sentence(docstring: str | None) -> str:
    return " ".join(cleandoc(docstring or "").split("\n\n")[0].split())


def pages() -> dict[str, str]:
    from django.utils.translation import override

    with override("en"):
        return {f"{app.label}.md": page(app) for app in modules()}


def write(wanted: dict[str, str]) -> int:
    PAGES.mkdir(parents=True, exist_ok=True)
    for gone in {path.name for path in PAGES.glob("*.md")} - wanted.keys():
        (PAGES / gone).unlink()
    for name, text in wanted.items():
        (PAGES / name).write_text(text, encoding="utf-8")
    return 0


def check(wanted: dict[str, str]) -> int:
    there = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    stale = sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))
    for name in stale:
        print(f"docs/modules/{name} is not what the code says; run make docs")
    return 1 if stale else 0


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trato.config.settings")
    django.setup()
    act: Callable[[dict[str, str]], int] = check if "--check" in sys.argv[1:] else write
    return act(pages())


if __name__ == "__main__":
    sys.exit(main())
