"""What the issue of the customer in full names as bad input, and what becomes of it: nothing is lost, nothing falls."""

import uuid
from pathlib import Path

import pytest
from django.test import Client

from trato.customers.consent import files as ledger_files
from trato.customers.consent.files import exported_lines
from trato.customers.consent.models import Source, State
from trato.customers.public import (
    Consent,
    Contact,
    Statement,
    create_contacts,
    create_purpose,
    merge_contacts,
    record_consents,
    unmerge_contacts,
    update_contacts,
)
from trato.customers.tests.exporting import Export, exported
from trato.customers.tests.importing import Bring, bring, counts, problems
from trato.customers.tests.made_fields import made, option_ids, value_of
from trato.foundation.exports import contents as contents_of_exports
from trato.foundation.exports.public import Contents, Wish
from trato.foundation.fields.public import CustomField, FieldFacts, OptionFacts, change_field
from trato.foundation.public import (
    Actor,
    ChangeSet,
    Filter,
    RecordUpdate,
    User,
    carry_out,
    give_values,
    read_page,
    record_kind,
    start_change_set,
    undo,
)
from trato.kit.errors import DomainError

__all__ = ["bring", "exported"]


class TestOptionsRemovedWhileUsed:
    @pytest.fixture
    def size(self, as_ada: Actor) -> CustomField:
        return made("Size", "choice", by=as_ada, options=["Small", "Large"])

    @pytest.fixture
    def small(self, size: CustomField, as_ada: Actor) -> uuid.UUID:
        """Somebody small, since when there are only large ones."""
        (one,) = create_contacts([{"name": "Nuria", "size": "Small"}], by=as_ada)
        self.only_large(size, as_ada)
        return one.id

    def only_large(self, size: CustomField, by: Actor) -> None:
        kept = [OptionFacts(id=uuid.UUID(option_ids(size)["Large"]), label="Large")]
        change_field(size.id, by=by, facts=FieldFacts(label="Size", options=kept))

    def test_who_has_it_is_still_found_by_it(self, small: uuid.UUID, size: CustomField, as_ada: Actor) -> None:
        code = option_ids(size)["Small"]
        page = read_page(record_kind("contact"), seen_by=as_ada, columns=["name"], filters=[Filter("size", (code,))])
        assert [row["id"] for row in page.rows] == [small]

    def test_other_fields_of_the_record_can_be_changed(self, small: uuid.UUID, as_ada: Actor) -> None:
        (saved,) = update_contacts([RecordUpdate(id=small, values={"source": "Fair"})], by=as_ada)
        assert saved.fields == ("source",)

    def test_a_file_that_names_it_is_told_where(self, small: uuid.UUID, bring: Bring) -> None:
        assert counts(bring("Name,Size\nNew,Small\nOther,Large\n")) == (1, 0, 0, 1)
        (told,) = problems()
        assert told[:3] == (2, "Size", "Small")

    def test_what_left_with_it_comes_back_with_it(
        self, small: uuid.UUID, exported: Export, bring: Bring, as_ada: Actor, tmp_path: Path
    ) -> None:
        (row,) = exported(as_ada)
        assert row["Size"] == "Small"
        assert counts(bring((tmp_path / "exported.csv").read_bytes())) == (0, 0, 1, 0)

    def test_an_undo_puts_it_back(self, size: CustomField, as_ada: Actor) -> None:
        (one,) = create_contacts([{"name": "Nuria", "size": "Small"}], by=as_ada)
        chosen = start_change_set(kind="contact", act="edit", selection={"ids": [str(one.id)]}, by=as_ada)
        give_values(chosen.id, values={"size": "Large"}, by=as_ada)
        carry_out(chosen.id, by=as_ada)
        self.only_large(size, as_ada)
        taken_back = undo(ChangeSet.objects.get(pk=chosen.id).id, by=as_ada)
        assert not taken_back.refusals.exists()
        assert value_of(one.id, "size", seen_by=as_ada) == option_ids(size)["Small"]

    def test_its_page_says_it(self, small: uuid.UUID, ada: User, client: Client) -> None:
        client.force_login(ada)
        assert b"Small" in client.get(f"/contacts/{small}/").content


class TestConsentWithdrawnInTheMiddleOfAnExport:
    """A file says of each moment at which its rows were read what held then; none is told twice or half."""

    @pytest.fixture
    def people(self, as_ada: Actor, monkeypatch: pytest.MonkeyPatch) -> list[uuid.UUID]:
        create_purpose(code="news", label="News", channels=["email"], wordings={"en": "News?"}, by=as_ada)
        saved = create_contacts([{"name": f"P{number}"} for number in range(6)], by=as_ada)
        for each in saved:
            self.says(each.id, "given", as_ada)
        monkeypatch.setattr(ledger_files, "PAGE", 2)
        monkeypatch.setattr(contents_of_exports, "ROWS_AT_ONCE", 2)
        return [each.id for each in saved]

    def says(self, contact_id: uuid.UUID, state: str, by: Actor) -> None:
        said = Statement(
            contact_id=contact_id,
            purpose="news",
            channel="email",
            state=State(state),
            source=Source.COLLEAGUE,
            wording=1 if state == "given" else None,
            language="en" if state == "given" else "",
        )
        record_consents([said], by=by)

    def wish(self) -> Wish:
        rules = {"consent": "news", "channel": "email", "value": "given"}
        return Wish(kind=record_kind("contact"), columns=["name"], rules=rules, sort="name")

    def test_who_withdraws_before_her_page_is_read_is_not_in_the_list(
        self, people: list[uuid.UUID], as_ada: Actor
    ) -> None:
        pages = Contents(self.wish(), as_ada).chunks()
        first = [row[0] for row in next(pages)]
        self.says(people[4], "withdrawn", as_ada)
        rest = [row[0] for page in pages for row in page]
        assert (first, rest) == (["P0", "P1"], ["P2", "P3", "P5"])

    def test_who_was_read_already_stays_and_nobody_is_skipped(self, people: list[uuid.UUID], as_ada: Actor) -> None:
        pages = Contents(self.wish(), as_ada).chunks()
        first = [row[0] for row in next(pages)]
        self.says(people[0], "withdrawn", as_ada)
        rest = [row[0] for page in pages for row in page]
        assert [*first, *rest] == [f"P{number}" for number in range(6)]

    def test_the_ledger_has_the_withdrawal_behind_what_it_ends(self, people: list[uuid.UUID], as_ada: Actor) -> None:
        lines = exported_lines(as_ada)
        begun = [next(lines), next(lines)]
        self.says(people[0], "withdrawn", as_ada)
        told = [*begun, *lines]
        assert len(told) == 1 + Consent.objects.count()
        assert len(set(told)) == len(told)
        assert "withdrawn" in told[-1]


class TestMergesAndWhatComesAfter:
    def test_a_ring_is_not_possible(self, as_ada: Actor) -> None:
        one, two, three = (each.id for each in create_contacts([{"name": "N."}] * 3, by=as_ada))
        merge_contacts({two: one}, by=as_ada)
        merge_contacts({one: three}, by=as_ada)
        with pytest.raises(DomainError):
            merge_contacts({three: two}, by=as_ada)
        roots = set(Contact.objects.values_list("root_id", flat=True))
        assert roots == {three}
        unmerge_contacts([one], by=as_ada)
        assert dict(Contact.objects.values_list("id", "root_id")) == {one: one, two: one, three: three}
