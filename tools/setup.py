"""Prepare this checkout: the locked packages, the front-end files, the translations. `make setup` runs it.

It needs nothing but Python, because it is what installs the rest. Each step leaves a stamp and is not repeated while
its inputs stay the same, so a second run takes no time and no network.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said before anything newer is parsed or imported
    sys.exit(f"Trato needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 setup")

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.package_sources import npm_environment, uv_environment

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PRIVATE_UV = ROOT / ".tools" / "uv"
UV_PIN = ROOT / "tools" / "requirements-uv.txt"


class StepFailed(Exception):
    """A command of the set-up ended badly; its own words are already on the screen."""


@dataclass(frozen=True)
class Step:
    """One thing to do when its inputs changed or what it makes is gone."""

    name: str
    inputs: Callable[[], Iterable[Path]]
    makes: Callable[[], Iterable[Path]]
    run: Callable[[], None]

    def fingerprint(self) -> str:
        digest = hashlib.sha256(f"{ROOT}\n{sys.version_info[:2]}".encode())
        for path in sorted(set(self.inputs())):
            digest.update(f"\n{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
        return digest.hexdigest()

    def is_done(self, stamp: str | None) -> bool:
        return stamp == self.fingerprint() and all(path.exists() for path in self.makes())


def run(*command: str | Path, environ: dict[str, str] | None = None) -> None:
    words = [str(word) for word in command]
    if subprocess.run(words, cwd=ROOT, env=environ or os.environ, check=False, stdin=subprocess.DEVNULL).returncode:
        raise StepFailed(" ".join(words))


def find_uv() -> str:
    """The machine's uv where it is new enough, else the pinned one in a virtual environment of its own."""
    on_path = shutil.which("uv")
    if on_path and _version_of(on_path) >= _least_uv():
        return on_path
    pin = UV_PIN.read_text()
    stamp = PRIVATE_UV / "pin.txt"
    if not stamp.exists() or stamp.read_text() != pin:
        print("setup: uv, into .tools/uv")
        run(sys.executable, "-m", "venv", "--clear", PRIVATE_UV)
        run(PRIVATE_UV / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--require-hashes", "--only-binary", ":all:", "--requirement", UV_PIN)  # fmt: skip
        stamp.write_text(pin)
    return str(PRIVATE_UV / "bin" / "uv")


def _version_of(uv: str) -> tuple[int, ...]:
    said = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\d+(\.\d+)+", said.stdout) if said.returncode == 0 else None
    return tuple(int(part) for part in found.group().split(".")) if found else (0,)


def _least_uv() -> tuple[int, ...]:
    required = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["uv"]["required-version"]
    return tuple(int(part) for part in re.findall(r"\d+", required))


def install_packages() -> None:
    """Exactly what the lock says, checked by hash, from whichever index this machine is set up for.

    A plain `uv sync` would ask the addresses recorded in the lock and pass by a configured mirror. The checkout itself
    is not in the list and goes; the next step brings it back.
    """
    uv, environ = find_uv(), uv_environment(os.environ)
    if not _is_this_python(PYTHON):
        run(uv, "venv", "--clear", "--no-project", "--quiet", "--python", sys.executable, VENV, environ=environ)
    wanted = VENV / "requirements.txt"
    run(uv, "export", "--frozen", "--all-groups", "--no-emit-project", "--no-header", "--no-annotate", "--quiet",
        "--python", PYTHON, "--output-file", wanted, environ=environ)  # fmt: skip
    run(uv, "pip", "sync", "--python", PYTHON, "--require-hashes", "--no-build", "--quiet", wanted, environ=environ)


def _is_this_python(python: Path) -> bool:
    if not python.exists():
        return False
    asked = [str(python), "-c", "import sys; print(sys.version_info[:2] >= (3, 11), sys.base_prefix)"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False)
    return said.stdout.split() == ["True", sys.base_prefix]


def install_project() -> None:
    """The checkout itself, so that `.venv/bin/trato` is the command; built by the locked backend, without network."""
    run(find_uv(), "pip", "install", "--python", PYTHON, "--no-deps", "--no-build-isolation", "--offline", "--quiet",
        "--editable", ".", environ=uv_environment(os.environ))  # fmt: skip


def fetch_assets() -> None:
    run(PYTHON, "-m", "tools.assets", environ=npm_environment(os.environ))


def compile_messages() -> None:
    run(PYTHON, "-m", "tools.messages", "compile")


def asset_sources() -> list[Path]:
    """Templates and contributions name the icons they use, so they decide what is copied; our own files are hashed."""
    named = [ROOT / name for name in ("package.json", "package-lock.json", "tools/assets.py")]
    package = ROOT / "trato"
    ours = [path for path in package.glob("*/static/**/*.*") if "vendor" not in path.parts]
    return [*named, *package.rglob("*.py"), *package.rglob("*.html"), *(package / "web" / "assets").glob("*.*"), *ours]


def catalogues() -> list[Path]:
    return list((ROOT / "trato" / "locale").glob("*/LC_MESSAGES/django.po"))


STEPS = [
    Step(
        "packages",
        inputs=lambda: [ROOT / "uv.lock", ROOT / "pyproject.toml"],
        makes=lambda: [PYTHON, VENV / "bin" / "pytest"],
        run=install_packages,
    ),
    Step(
        "trato",
        inputs=lambda: [ROOT / "pyproject.toml", ROOT / "CHANGELOG.md"],
        makes=lambda: [VENV / "bin" / "trato"],
        run=install_project,
    ),
    Step(
        "front-end files",
        inputs=asset_sources,
        makes=lambda: [ROOT / "trato" / "web" / "static" / "vendor", ROOT / "build" / "static"],
        run=fetch_assets,
    ),
    Step(
        "translations",
        inputs=catalogues,
        makes=lambda: [catalogue.with_suffix(".mo") for catalogue in catalogues()],
        run=compile_messages,
    ),
]


def prepare(steps: list[Step], stamps_file: Path) -> None:
    """Run what is not done. A stamp is written after each step, so an interrupted set-up goes on where it stopped."""
    stamps = json.loads(stamps_file.read_text()) if stamps_file.exists() else {}
    for step in steps:
        if step.is_done(stamps.get(step.name)):
            continue
        print(f"setup: {step.name}", flush=True)
        step.run()
        stamps[step.name] = step.fingerprint()
        stamps_file.parent.mkdir(exist_ok=True)
        stamps_file.write_text(json.dumps(stamps, indent=1))


def main() -> None:
    (ROOT / ".tools").mkdir(exist_ok=True)
    with (ROOT / ".tools" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two `make` at once would install over each other
        try:
            prepare(STEPS, VENV / "setup.json")
        except StepFailed as failed:
            sys.exit(f"setup: this command failed, see above: {failed}")


if __name__ == "__main__":
    main()
