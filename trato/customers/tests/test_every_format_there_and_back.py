"""Whoever leaves in any of the formats comes back as he was: into the same Trato, and into an empty one."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from trato.customers.public import create_companies, create_contacts
from trato.customers.tests.exporting import Export, exported
from trato.customers.tests.importing import Bring, bring, counts
from trato.customers.tests.test_exporting_there_and_back import PEOPLE, empty, people, told
from trato.foundation.exports.public import Wish, export_now
from trato.foundation.public import Actor, record_kind

__all__ = ["bring", "exported"]

EXACT = ("csv", "xlsx", "jsonl", "parquet")
# Without shrinking: to make a file of people smaller, step by step, takes minutes.
WHATEVER = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def written(folder: Path, format_: str, by: Actor, *, kind: str = "contact", version: str = "") -> bytes:
    path = folder / f"whole.{format_}"
    export_now(Wish(kind=record_kind(kind)), path, format_=format_, by=by, card_version=version)
    return path.read_bytes()


@pytest.mark.parametrize("format_", EXACT)
def test_the_awkward_ones_come_back(
    format_: str, exported: Export, bring: Bring, as_ada: Actor, tmp_path: Path
) -> None:
    create_contacts(PEOPLE, by=as_ada)
    before, file = exported(as_ada), written(tmp_path, format_, as_ada)
    assert counts(bring(file, name=f"given.{format_}")) == (0, 0, len(PEOPLE), 0)
    assert exported(as_ada) == before
    empty()
    assert counts(bring(file, name=f"given.{format_}")) == (len(PEOPLE), 0, 0, 0)
    assert told(exported(as_ada)) == told(before)


@pytest.mark.parametrize("format_", EXACT)
@WHATEVER
@given(rows=people())
def test_anybody_comes_back_as_he_was(
    rows: list[dict[str, Any]], format_: str, exported: Export, bring: Bring, as_ada: Actor, tmp_path: Path
) -> None:
    empty()
    create_contacts(rows, by=as_ada)
    before, file = exported(as_ada), written(tmp_path, format_, as_ada)
    assert counts(bring(file, name=f"given.{format_}")) == (0, 0, len(rows), 0)
    empty()
    assert counts(bring(file, name=f"given.{format_}")) == (len(rows), 0, 0, 0)
    assert told(exported(as_ada)) == told(before)


REVENUES = st.one_of(
    st.none(),
    st.builds(
        lambda amount, currency: {"amount": str(amount), "currency": currency},
        st.decimals(min_value=0, max_value=10**12, places=2),
        st.sampled_from(["EUR", "USD", "INR"]),
    ),
)


@pytest.mark.parametrize("format_", EXACT)
@WHATEVER
@given(revenues=st.lists(REVENUES, min_size=1, max_size=4))
def test_companies_come_back_with_exactly_their_amounts(
    revenues: list[Any], format_: str, exported: Export, bring: Bring, as_ada: Actor, tmp_path: Path
) -> None:
    empty()
    rows = [{"name": f"Firm {number}", "annual_revenue": each} for number, each in enumerate(revenues)]
    create_companies(rows, by=as_ada)
    before, file = exported(as_ada, "company"), written(tmp_path, format_, as_ada, kind="company")
    empty()
    assert counts(bring(file, kind="companies", name=f"given.{format_}")) == (len(rows), 0, 0, 0)
    assert told(exported(as_ada, "company")) == told(before)


# A card says whom one is and how one is reached; what only Trato knows of an address (whose it is beside, where it was
# first seen) has no place in it, and neither has a second company.
CARDS_SAY = ("Name", "Phone", "Website", "Job title", "Tags", "Addresses", "Source", "Language", "Companies")


def on_cards(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    return sorted(tuple(row.get(name, "") for name in CARDS_SAY) for row in rows)


def plain_people() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Without what has no place on a card, such as spaces at the ends."""

    def plainly(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        kept = [
            {
                **row,
                "identities": [
                    {"kind": each["kind"], "value": each["value"]}
                    for each in row["identities"]
                    if each["kind"] in ("email", "phone") and not each.get("shared")
                ],
                "addresses": [{name: said for name, said in each.items() if said.strip()} for each in row["addresses"]],
            }
            for row in rows
        ]
        return [{name: value for name, value in row.items() if value} for row in trimmed(kept)]

    return people().map(plainly)


def trimmed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: trimmed(each) for name, each in value.items()}
    if isinstance(value, list):
        return [trimmed(each) for each in value]
    return value.strip() if isinstance(value, str) else value


@pytest.mark.parametrize("version", ["4.0", "3.0"])
@WHATEVER
@given(rows=plain_people())
def test_what_a_card_can_say_comes_back(
    rows: list[dict[str, Any]], version: str, exported: Export, bring: Bring, as_ada: Actor, tmp_path: Path
) -> None:
    empty()
    create_contacts(rows, by=as_ada)
    before, file = exported(as_ada), written(tmp_path, "vcf", as_ada, version=version)
    empty()
    assert counts(bring(file, name="given.vcf")) == (len(rows), 0, 0, 0)
    assert on_cards(exported(as_ada)) == on_cards(before)
