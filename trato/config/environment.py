"""Typed readers of environment variables. A wrong or unknown one stops the start with a sentence that names it."""

import difflib
import os
from collections.abc import Mapping

from trato.kit.errors import DomainError

KNOWN = {
    "TRATO_HOME": "Where the database, files and secrets of this installation live",
    "TRATO_DATABASE_URL": "A PostgreSQL of your own instead of the embedded one",
    "TRATO_LISTEN_URL": "A direct connection for LISTEN where TRATO_DATABASE_URL goes through a pooler",
    "TRATO_SECRET_KEY": "Signs sessions and links; made and kept in TRATO_HOME when not given",
    "TRATO_BASE_URL": "The address people open, for links in mail and on the console",
    "TRATO_HOST": "The address to listen on",
    "TRATO_WEB_WORKERS": "How many web processes serve pages and the API",
    "TRATO_REALTIME_PORT": "The port of the realtime stream (PORT + 1 when not given)",
    "TRATO_UNDO_DAYS": "For how many days an import or a bulk edit can be undone",
    "TRATO_SMTP_URL": "smtp://user:password@host:port for mail to colleagues; else administrators see the links",
    "TRATO_MAIL_FROM": "The sender of mail to colleagues",
    "TRATO_WITHOUT": "Modules to leave out, separated by commas (used to prove that they can be)",
    "TRATO_LARGEST_FILE_MB": "How large a file on a record may be, in megabytes",
    "TRATO_ALL_FILES_MB": "How large all files on records together may be, in megabytes",
    "TRATO_API_RATE": "How many requests a minute one API token may make",
    "TRATO_TIMEZONE": "The time zone of logs and of people who chose none",
}


class WrongEnvironment(DomainError):
    """A variable is unknown or its value cannot be used."""


def refuse_unknown(environ: Mapping[str, str]) -> None:
    """A typo in a setting must not pass as the default."""
    for name in sorted(environ):
        if name.startswith("TRATO_") and name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise WrongEnvironment(f"{name} is not a setting of Trato.{hint}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def whole_number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    given = text(name)
    if not given:
        return default
    if not given.isdecimal() or not least <= int(given) <= most:
        raise WrongEnvironment(f"{name} must be a whole number from {least} to {most}, not “{given}”.")
    return int(given)


def names(name: str) -> list[str]:
    return [part.strip() for part in text(name).split(",") if part.strip()]
