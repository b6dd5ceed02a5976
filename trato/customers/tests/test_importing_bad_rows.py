"""Rows that cannot go in: told with line, column, value and reason, and brought in once mended."""

import base64
import json
from io import StringIO
from pathlib import Path

import pytest

from trato.customers.public import Company, Contact
from trato.customers.tests.importing import Bring, bring, counts, problems
from trato.kit.testing.real_files import real_file

__all__ = ["bring"]


def test_bad_rows_are_told_and_stop_nobody(bring: Bring) -> None:
    result = bring("name,email,language\nAna,ana@@f.example,Klingon\nEva,eva@f.example,Spanish\nx\n,,\n")

    assert counts(result) == (1, 0, 0, 3)
    assert result["rows"] == 4
    assert problems() == [
        (2, "email", "ana@@f.example", "There are two @ signs in the address."),
        (2, "language", "Klingon", "No language is called “Klingon”."),
        (4, "email", "", "Number of cells in this row: 1. The header has 3."),
        (5, "name", "", "A contact needs a name, an e-mail or a phone."),
    ]


def test_what_the_database_cannot_hold_is_refused_with_the_reason(bring: Bring) -> None:
    result = bring(b"name,source\nA\x00na,x\nEva\xff,x\nMar,x\n" + "Núria,àèé\n".encode())

    assert counts(result) == (2, 0, 0, 2)
    assert [(line, reason) for line, _column, _value, reason in problems()] == [
        (2, "Character 2 is a NUL, which cannot be stored."),
        (3, "Character 4 is half of a character (U+DCFF)."),
    ]


def test_the_error_file_comes_in_once_it_is_mended(bring: Bring, tmp_path: Path) -> None:
    errors = tmp_path / "errors.csv"
    content = "name;email;phone;source\nAna;ana@@f.example;+34 600 190 044;=1+1\nEva;eva@f.example;;\n"
    bring(content, errors=str(errors))
    written = errors.read_text("utf-8-sig")

    assert written.splitlines() == [
        "line,column,value,reason,name,email,phone,source",
        "2,email,ana@@f.example,There are two @ signs in the address.,Ana,ana@@f.example,'+34 600 190 044,'=1+1",
    ]
    assert counts(bring(written.replace("@@", "@"), name="mended.csv")) == (1, 0, 0, 0)
    ana = Contact.objects.get(name="Ana")
    assert ana.source == "=1+1"
    assert ana.identities.get(kind="phone").value == "+34 600 190 044"


def test_an_error_file_of_an_error_file_has_its_columns_once(bring: Bring, tmp_path: Path) -> None:
    errors = tmp_path / "errors.csv"
    bring("name,email\nAna,a@@f.example\n", errors=str(errors))
    bring(errors.read_bytes(), name="again.csv", errors=str(errors))

    assert errors.read_text("utf-8-sig").splitlines()[0] == "line,column,value,reason,name,email"


def naughty_strings() -> list[str]:
    coded = json.loads(real_file("robustness/blns/blns.base64.json").read_text())
    return [base64.b64decode(each).decode("utf-8", "surrogatepass") for each in coded]


OWN_NAUGHTY = [
    "undefined",
    "'; drop table contact; --",
    "<script>",
    "Ω≈ç√",
    "\u202etest",
    "田中",
    "👩‍👩‍👧",
    "a\r\nb",
    'say "hi"',
    "=1+1",
    "\ufeffx",
    " lead",
]


def written(texts: list[str], tmp_path: Path) -> str:
    import csv

    out = StringIO(newline="")
    csv.writer(out).writerows([("name", "source"), *((text, text) for text in texts)])
    return out.getvalue()


@pytest.mark.parametrize("which", ["own", "all"])
def test_naughty_strings_are_stored_exactly_or_refused_with_the_reason(
    bring: Bring, tmp_path: Path, which: str
) -> None:
    texts = list(dict.fromkeys(OWN_NAUGHTY if which == "own" else [each for each in naughty_strings() if each]))
    result = bring(written(texts, tmp_path), map=["name=name", "source=source"], on_match="create")
    stored = set(Contact.objects.values_list("name", "source"))
    refused = {value for _line, _column, value, _reason in problems()}

    assert result["created"] + result["failed"] == len(texts)
    for text in texts:
        kept = text.replace("\r\n", "\n").replace("\r", "\n")
        assert (kept, kept) in stored or text in refused or not text.strip()
    assert all(reason for _line, _column, _value, reason in problems())
    assert not Company.objects.exists()


def test_a_firm_that_cannot_be_made_is_told_at_each_row_that_named_it(bring: Bring) -> None:
    long = "x" * 1001
    result = bring(f"name,company\nAna,Huerta\nEva,{long}\nMar,Huerta\nPau,{long}\n")

    assert counts(result) == (2, 0, 0, 2)
    reason = "1001 characters are too many: 1000 fit."
    assert problems() == [(3, "company", long, reason), (5, "company", long, reason)]
    assert Company.objects.get().name == "Huerta"
