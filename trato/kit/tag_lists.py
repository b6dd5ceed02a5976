"""Several tags in one cell of a file: ours are parted by commas, and quoted where one of them has such a mark in it."""

import re

SEPARATORS = re.compile(r"[,;]|:::")
_QUOTED = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?:,|;|:::|$)')
_PLAIN = re.compile(r"((?:(?!:::)[^,;])*)(?:,|;|:::|$)")


def tags_of_cell(cell: str) -> list[str]:
    """Google puts `* ` before and ` ::: ` between its own; Mailchimp quotes each as we do."""
    tags: list[str] = []
    place = 0
    while place < len(cell):
        if found := _QUOTED.match(cell, place):
            tags.append(found[1].replace('""', '"'))
        elif found := _PLAIN.match(cell, place):
            tags.append(found[1].strip().removeprefix("* ").strip('"'))
        else:
            break
        place = found.end()
    return [tag for tag in tags if tag.strip()]
