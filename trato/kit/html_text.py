"""The words of a piece of HTML, as somebody would type them: other programs keep notes as HTML."""

import re
from html.parser import HTMLParser

_IS_HTML = re.compile(r"<(?:/?[a-z][a-z0-9]*\b[^<>]*)>|&(?:[a-z]{2,8}|#\d{1,6});", re.IGNORECASE)
_LINES = re.compile(r"\n{3,}")
BLOCKS = frozenset(("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table", "blockquote"))
UNSEEN = frozenset(("script", "style", "head", "title"))


def text_of_html(given: str) -> str:
    """What is no HTML stays as it is."""
    if not _IS_HTML.search(given):
        return given
    reader = _Words()
    reader.feed(given)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.found).split("\n")]
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.found.append("\n")
        if tag == "li":
            self.found.append("– ")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        if tag == "p":
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.found.append(data.replace("\n", " "))
