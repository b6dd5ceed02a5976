"""The command `trato`: finds the home, starts what is needed, then does what was asked."""

import os
import secrets
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from trato.config.environment import refuse_unknown
from trato.kit.errors import DomainError

WORKS_ON_DATA = {"user", "token", "import", "seed", "undo", "erasures"}
NOT_ON_HALF_A_HOME = {"serve", "web", "worker", "realtime", "export", *WORKS_ON_DATA} - {"import"}
WITHOUT_DATABASE = {"check", "makemigrations", "collectstatic", "help", "version", "--version", "--help", "-h", ""}


def main(arguments: Sequence[str] | None = None) -> None:
    """Errors that a person can mend are one sentence on standard error and exit code 1."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trato.config.settings")
    # As an exception it unwinds: the embedded server is left, and stopped by the last to leave.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        refuse_unknown(os.environ)
        if words[:1] == ["bench"]:
            _in_a_home_of_its_own(words[1:])
        with _database_for(words[0] if words else "") as is_embedded:
            _run(words, is_embedded=is_embedded)
    except DomainError as refusal:
        sys.exit(f"trato: {refusal}")
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has left


def _run(words: Sequence[str], *, is_embedded: bool) -> None:
    import django
    from django.core.management import execute_from_command_line

    if words and words[0] in WORKS_ON_DATA:
        django.setup()
        import_module("trato.foundation.public").bring_up_to_date(is_our_own=is_embedded)
    if words and words[0] in NOT_ON_HALF_A_HOME:
        django.setup()
        import_module("trato.foundation.public").refuse_half_a_home()
    if words[:1] == ["bench"]:
        django.setup()
        sys.exit(import_module("trato.config.bench.command").run(words[1:]))
    execute_from_command_line(["trato", *(words or ["help"])])


def _in_a_home_of_its_own(words: Sequence[str]) -> None:
    """What is measured is generated: it never stands among a company's own records."""
    from trato.config.bench.arguments import home_beside, parser
    from trato.kit.postgres.home import Home

    if os.environ.get("TRATO_DATABASE_URL", "").strip():
        raise DomainError("The bench uses an embedded database of its own: unset TRATO_DATABASE_URL.")
    asked = parser().parse_args(list(words))
    os.environ["TRATO_HOME"] = str(asked.home or home_beside(Home.find(os.environ).path))


@contextmanager
def _database_for(word: str) -> Iterator[bool]:
    """Hold the embedded server for as long as this command runs, unless a database of one's own is named.

    Answers whether it is the embedded one.
    """
    from trato.kit.postgres.home import Home

    if word in WITHOUT_DATABASE:
        yield False
        return
    home = Home.find(os.environ)
    home.prepare()
    os.environ["TRATO_HOME"] = str(home.path)
    os.environ.setdefault("TRATO_SECRET_KEY", _secret(home.path))
    if os.environ.get("TRATO_DATABASE_URL", "").strip():
        yield False
        return
    using_database = import_module("trato.kit.postgres.tenancy").using_database
    with using_database(home, say=_say) as database:
        os.environ["TRATO_DATABASE_URL"] = database.url
        database.watch()
        yield True


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201  # the console is where a command speaks


def _secret(home: Path) -> str:
    """Made at the first start, readable by its owner only, never changed by itself."""
    file = home / "secret_key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = file.read_text().strip()
        if len(kept) < 32:
            raise DomainError(
                f"{file} is damaged. Restore it from a backup, or delete it to sign everybody out."
            ) from None
        return kept
    made = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w") as out:
        out.write(made + "\n")
        out.flush()
        os.fsync(out.fileno())
    return made
