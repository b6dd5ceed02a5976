"""Names of files as people gave them, made harmless to look at."""

import re
import unicodedata

LONGEST_NAME = 200
LONGEST_ENDING = 20
# Whoever puts these into a name wants "exe.gnp" to read as "png.exe".
TURNS_AROUND = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
FOLDERS = re.compile(r"[\\/]")


def plain_name(given: str) -> str:
    """Any script stays; what controls a screen or turns the line around becomes a visible sign."""
    last = FOLDERS.split(given)[-1]
    name = "".join("_" if _is_unfit(letter) else letter for letter in last).strip(" .")
    return _shortened(name) or "file"


def _is_unfit(letter: str) -> bool:
    return letter in TURNS_AROUND or unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    stem, point, ending = name.rpartition(".")
    if not point or len(ending) > LONGEST_ENDING:
        return name[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 2]}….{ending}"
