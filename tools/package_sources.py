"""Where this machine gets its packages: the settings of its pip and npm, handed on to the uv and npm that we bring.

Many machines are set up for pip only (a mirror, a company index, a certificate). uv does not read those settings.
They are given to uv in its environment and not on a command line, because an index address may hold a password.
"""

import configparser
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

MACHINES_SETTINGS = Path("/etc")
UVS_OWN = ["UV_INDEX", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_NO_INDEX"]


def uv_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment to run uv in: no downloaded Pythons, and pip's sources unless uv has its own."""
    found = dict(environ)
    found.pop("VIRTUAL_ENV", None)  # an activated environment of somebody else is not ours to fill
    found["UV_PYTHON_DOWNLOADS"] = "never"
    found["UV_PYTHON_PREFERENCE"] = "only-system"
    settings = pip_settings(environ)
    handed_on = _connection(settings)
    if not uv_has_its_own(environ):
        handed_on |= _sources(settings)
    for name, value in handed_on.items():
        if value:
            found.setdefault(name, value)
    return found


def npm_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Our npm reads the person's own settings anyway, but of the machine's only what is shown to it here."""
    found = dict(environ)
    certificates = environ.get("SSL_CERT_FILE") or _connection(pip_settings(environ))["SSL_CERT_FILE"]
    machines_npm = shutil.which("npm", path=environ.get("PATH"))
    for name, value in (
        ("NODE_EXTRA_CA_CERTS", certificates),
        ("NPM_CONFIG_GLOBALCONFIG", _global_settings_of(machines_npm) if machines_npm else ""),
    ):
        if value:
            found.setdefault(name, value)
    return found


def _global_settings_of(npm: str) -> str:
    asked = [npm, "config", "get", "globalconfig"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    return said.stdout.strip() if said.returncode == 0 else ""


def uv_has_its_own(environ: Mapping[str, str]) -> bool:
    if any(environ.get(name) for name in UVS_OWN):
        return True
    files = [MACHINES_SETTINGS / "uv" / "uv.toml", _config_home(environ) / "uv" / "uv.toml"]
    if environ.get("UV_CONFIG_FILE"):
        files = [Path(environ["UV_CONFIG_FILE"])]
    return any(_names_an_index(file) for file in files)


def _names_an_index(file: Path) -> bool:
    return file.is_file() and any(word in file.read_text() for word in ("index", "find-links"))


def pip_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """pip's files in pip's order, the later one winning, then its variables."""
    reader = configparser.RawConfigParser()
    reader.read([file for file in _pip_files(environ) if file.is_file()], encoding="utf-8")
    found: dict[str, str] = {}
    for section in ("global", "install"):
        if reader.has_section(section):
            found |= {key.replace("_", "-"): value for key, value in reader.items(section)}
    for name, value in environ.items():
        if name.startswith("PIP_") and value:
            found[name.removeprefix("PIP_").lower().replace("_", "-")] = value
    return found


def _pip_files(environ: Mapping[str, str]) -> list[Path]:
    given = environ.get("PIP_CONFIG_FILE", "")
    if given == os.devnull:
        return []
    everywhere = [Path(folder) / "pip" / "pip.conf" for folder in environ.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":")]
    home = Path(environ.get("HOME") or Path.home())
    files = [*everywhere, MACHINES_SETTINGS / "pip.conf", home / ".pip" / "pip.conf"]
    files += [_config_home(environ) / "pip" / "pip.conf", Path(sys.prefix) / "pip.conf"]
    return [*files, Path(given)] if given else files


def _config_home(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME") or Path.home()) / ".config")


def _sources(settings: Mapping[str, str]) -> dict[str, str]:
    """Indexes that are there. Every file is checked against the lock's hash, so the best match of all is safe."""
    return {
        "UV_DEFAULT_INDEX": " ".join(_present(settings.get("index-url", "").split())),
        "UV_INDEX": " ".join(_present(settings.get("extra-index-url", "").split())),
        "UV_FIND_LINKS": ",".join(_present(settings.get("find-links", "").split())),
        "UV_NO_INDEX": "1" if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"} else "",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def _connection(settings: Mapping[str, str]) -> dict[str, str]:
    proxy = settings.get("proxy", "")
    return {
        "SSL_CERT_FILE": " ".join(_present([settings.get("cert", "")])),
        "HTTPS_PROXY": proxy,
        "HTTP_PROXY": proxy,
        "UV_INSECURE_HOST": " ".join(settings.get("trusted-host", "").split()),
        "UV_HTTP_TIMEOUT": settings.get("timeout") or settings.get("default-timeout", ""),
    }


def _present(places: Iterable[str]) -> list[str]:
    """Folders that are not there are left out: pip passes them by with a warning, uv stops."""
    return [place for place in places if place and _may_be_there(place)]


def _may_be_there(place: str) -> bool:
    parts = urlsplit(place)
    if parts.scheme == "file":
        return Path(unquote(parts.path)).exists()
    return bool(parts.scheme) or Path(place).expanduser().exists()
