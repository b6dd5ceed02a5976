"""A text that is not translated, or not as its source, fails the check."""

import gettext
from pathlib import Path

import pytest

from tools import messages

PAGE = """{% load i18n %}
  <p>
    {% blocktranslate trimmed count number=total with owner=contact.owner %}
      One task of {{ owner }}
    {% plural %}
      {{ number }} tasks of {{ owner }}
    {% endblocktranslate %}
  </p>
  <a>{% translate "May" context "month" %}</a>
"""
SENTENCE = 'REFUSAL = to_translate("“%(value)s” is not a number.")\nsomething = _(not_a_text)\n'


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "sales" / "templates" / "sales"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(PAGE)
    (tmp_path / "sales" / "errors.py").write_text(SENTENCE)
    return tmp_path


@pytest.fixture
def translated(package: Path) -> Path:
    """Every language complete; the translations are the originals between brackets."""
    messages.extract(package)
    for language in messages.LANGUAGES:
        catalog = messages.merged(package, language)
        for message in messages._messages(catalog):
            texts = [f"[{text}]" for text in messages._ids(message)]
            message.string = texts[0] if len(texts) == 1 else tuple(texts)
        messages.catalogue_file(package, language).write_bytes(messages.as_text(catalog, language))
    return package


def troubles(package: Path) -> list[str]:
    return list(messages.troubles(package, "es"))


def edit(package: Path, old: str, new: str) -> None:
    path = messages.catalogue_file(package, "es")
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_texts_are_found_in_pages_and_in_code(package: Path) -> None:
    found = {
        (message.context, messages._singular(message)) for message in messages.extracted(package, "es") if message.id
    }

    assert found == {
        (None, "One task of %(owner)s"),
        ("month", "May"),
        (None, "“%(value)s” is not a number."),
    }


def test_a_complete_catalogue_passes(translated: Path) -> None:
    assert troubles(translated) == []


def test_extracting_twice_changes_nothing(translated: Path) -> None:
    before = messages.catalogue_file(translated, "es").read_bytes()

    messages.extract(translated)

    assert messages.catalogue_file(translated, "es").read_bytes() == before


def test_a_new_text_is_missed_until_it_is_translated(translated: Path) -> None:
    (translated / "sales" / "new.py").write_text('_("Good morning")')

    assert "'Good morning' has no translation" in troubles(translated)


def test_a_text_that_is_gone_is_reported_and_dropped(translated: Path) -> None:
    (translated / "sales" / "errors.py").unlink()

    assert "'“%(value)s” is not a number.' is not in the source any more" in troubles(translated)
    messages.extract(translated)
    assert troubles(translated) == []


def test_one_missing_plural_is_noticed(translated: Path) -> None:
    edit(translated, 'msgstr[1] "[%(number)s tasks of %(owner)s]"', 'msgstr[1] ""')

    assert troubles(translated)[0] == "'One task of %(owner)s' has no translation"


def test_a_changed_placeholder_is_noticed(translated: Path) -> None:
    edit(translated, "[“%(value)s” is", "[“%(valor)s” is")

    assert troubles(translated) == [
        "'“%(value)s” is not a number.' has other placeholders in its translation: %(valor), %(value)"
    ]


def test_a_plural_may_leave_out_the_number_as_the_source_does(translated: Path) -> None:
    edit(translated, "[One task of %(owner)s]", "[%(number)s task of %(owner)s]")

    assert troubles(translated) == []


def test_a_fuzzy_translation_does_not_count(translated: Path) -> None:
    edit(translated, 'msgctxt "month"', '#, fuzzy\nmsgctxt "month"')

    assert troubles(translated) == ["'May' is marked fuzzy"]


def test_what_is_compiled_is_what_django_reads(translated: Path) -> None:
    messages.compile_all(translated)

    loaded = gettext.translation("django", translated / "locale", ["te"])
    assert loaded.pgettext("month", "May") == "[May]"
    assert loaded.ngettext("One task of %(owner)s", "%(number)s tasks of %(owner)s", 2).startswith("[%(number)s")
