"""Who was erased stays erased: the list beside the copy, and what it says of whom the copy brought back."""

from pathlib import Path

from django.utils.translation import gettext as _

from trato.foundation.copies.errors import CopyRefused
from trato.foundation.copies.manifest import erasures_path
from trato.foundation.erasure.outside import list_path
from trato.foundation.erasure.queries import unfinished_erasures
from trato.foundation.erasure.running import replay, run_erasure_to_the_end
from trato.kit.postgres.durable import write_durably


def refuse_other_list(directory: Path) -> None:
    """Digests of two salts cannot stand in one list."""
    theirs, ours = _salt(erasures_path(directory) / "salt"), _salt(list_path().with_name("salt"))
    if theirs and ours and theirs != ours and list_path().exists():
        raise CopyRefused(
            _("The erasure list in this home is that of another Trato: %(path)s.") % {"path": list_path().parent}
        )


def take_erasures(directory: Path) -> None:
    """Lines that a later backup put here stay, so that what it erased is erased again."""
    theirs = erasures_path(directory)
    if _salt(theirs / "salt"):
        write_durably(list_path().with_name("salt"), (theirs / "salt").read_text())
    if (theirs / "list.jsonl").is_file():
        here = list_path().read_text() if list_path().exists() else ""
        both = dict.fromkeys([*(theirs / "list.jsonl").read_text().splitlines(), *here.splitlines()])
        write_durably(list_path(), "".join(f"{line}\n" for line in both))


def erase_again() -> None:
    for each in unfinished_erasures():
        run_erasure_to_the_end(each)
    if list_path().exists():
        replay()


def _salt(path: Path) -> str:
    return path.read_text().strip() if path.is_file() else ""
