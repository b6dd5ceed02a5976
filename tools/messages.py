"""The catalogues of translations: `extract` renews them, `compile` makes what Django loads, `check` refuses gaps.

Done with Babel, because the gettext programs are not on every machine. One catalogue per language, sorted, without line
numbers or dates: a change to it shows only what changed for a translator.
"""

import re
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize

Words = str | tuple[str, ...]  # the singular, or singular and plural

PACKAGE = Path(__file__).resolve().parents[1] / "trato"
LANGUAGES = ("es", "te")  # English is the language of the source
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "to_translate": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = r"""msgid ""
msgstr ""
"Project-Id-Version: trato\n"
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
PLACEHOLDER = re.compile(r"%\(\w+\)|%[sd]|\{\w*")


def sources(package: Path) -> Iterator[Path]:
    """The files whose words people read."""
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        is_template = "templates" in parts and path.suffix in {".html", ".txt"}
        if "tests" not in parts and "vendor" not in parts and (path.suffix == ".py" or is_template):
            yield path


def words_of(path: Path) -> Iterator[tuple[Words, list[str], str | None]]:
    """What to translate, the comments left for translators, and the context."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Django turns a template into calls among filler; its indentation would mean something to Python's tokenizer.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    content = BytesIO(source.encode())
    for _line, words, comments, context in babel_extract("python", content, KEYWORDS, ["Translators:"]):
        yield words, comments, context


def extracted(package: Path, language: str) -> Catalog:
    """Everything to translate, without translations."""
    catalog = read_po(BytesIO(HEADER.format(language=language).encode()), locale=language)
    for path in sources(package):
        for words, comments, context in words_of(path):
            catalog.add(words, context=context, auto_comments=comments)
    return catalog


def catalogue_file(package: Path, language: str) -> Path:
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def kept(package: Path, language: str) -> Catalog:
    """The catalogue as it stands in the repository."""
    path = catalogue_file(package, language)
    content = path.read_bytes() if path.exists() else HEADER.format(language=language).encode()
    return read_po(BytesIO(content), locale=language)


def merged(package: Path, language: str) -> Catalog:
    """What the source says now, with the translations there are. What is gone from the source goes."""
    catalog, before = extracted(package, language), kept(package, language)
    for message in _messages(catalog):
        known = before.get(message.id, message.context)
        if known and known.pluralizable == message.pluralizable:
            message.string = known.string
            message.flags |= known.flags & {"fuzzy"}
            message.user_comments = known.user_comments
    return catalog


def as_text(catalog: Catalog, language: str) -> bytes:
    body = BytesIO()
    write_po(body, catalog, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True, width=100)
    return HEADER.format(language=language).encode() + body.getvalue().rstrip() + b"\n"


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def troubles(package: Path, language: str) -> Iterator[str]:
    """Everything that keeps a language from being complete, one sentence each."""
    catalog, before = merged(package, language), kept(package, language)
    wanted = {(message.context, _singular(message)) for message in _messages(catalog)}
    for message in _messages(before):
        if (message.context, _singular(message)) not in wanted:
            yield f"{_singular(message)!r} is not in the source any more"
    for message in _messages(catalog):
        if not all(_strings(message)):
            yield f"{_singular(message)!r} has no translation"
        elif message.fuzzy:
            yield f"{_singular(message)!r} is marked fuzzy"
        elif wrong := _wrong_placeholders(message):
            yield f"{_singular(message)!r} has other placeholders in its translation: {', '.join(sorted(wrong))}"
    path = catalogue_file(package, language)
    if not path.exists() or path.read_bytes() != as_text(catalog, language):
        yield "the catalogue is not as `python -m tools.messages extract` writes it"


def _singular(message: Message) -> str:
    return _ids(message)[0]


def _ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def _wrong_placeholders(message: Message) -> set[str]:
    """Placeholders that are only on one side. A plural may leave out the number where the source does."""
    sides = [set(PLACEHOLDER.findall(text.replace("%%", ""))) for text in _ids(message)]
    known, needed = set.union(*sides), set.intersection(*sides)
    wrong: set[str] = set()
    for translation in _strings(message):
        used = set(PLACEHOLDER.findall(translation.replace("%%", "")))
        wrong |= (used - known) | (needed - used)
    return wrong


def extract(package: Path) -> int:
    for language in LANGUAGES:
        path = catalogue_file(package, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = merged(package, language)
        path.write_bytes(as_text(catalog, language))
        open_ones = sum(not all(_strings(message)) for message in _messages(catalog))
        print(f"{language}: {len(_messages(catalog))} texts, {open_ones} to translate")
    return 0


def compile_all(package: Path) -> int:
    for path in sorted(package.glob("locale/*/LC_MESSAGES/django.po")):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as made:
            write_mo(made, read_po(source, locale=path.parts[-3]))
    return 0


def check(package: Path) -> int:
    found = [f"{language}: {trouble}" for language in LANGUAGES for trouble in troubles(package, language)]
    print("\n".join(found) or f"translations complete: {', '.join(LANGUAGES)}")
    return 1 if found else 0


COMMANDS: dict[str, Callable[[Path], int]] = {"extract": extract, "compile": compile_all, "check": check}


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        print(f"usage: python -m tools.messages {'|'.join(COMMANDS)}")
        return 2
    return COMMANDS[sys.argv[1]](PACKAGE)


if __name__ == "__main__":
    sys.exit(main())
