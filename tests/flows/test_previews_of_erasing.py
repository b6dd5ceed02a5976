"""What somebody waits for before he erases or keeps a rule is bounded, and says where it stopped looking."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from trato.customers.privacy import queries as privacy
from trato.customers.privacy.models import RetentionRule
from trato.customers.privacy.people import subject_of_contact
from trato.customers.privacy.use_cases.retention import save_rule
from trato.customers.public import Contact, create_contacts
from trato.foundation.erasure import inside_files, traces
from trato.foundation.erasure.inside_files import OutOfTime, stands_in, stands_in_parquet
from trato.foundation.exports.public import Wish, run_export_to_the_end, start_export
from trato.foundation.extensions.persons import AtLeast
from trato.foundation.public import SYSTEM, Actor, Change, User, held_about, record_kind, start_import
from trato.kit.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


@pytest.fixture
def zenobia(as_alice: Actor) -> Contact:
    (saved,) = create_contacts([{"name": "Zenobia Quintanar", "email": "zenobia@quintanar.example"}], by=as_alice)
    return Contact.objects.get(pk=saved.id)


def held(contact: Contact, name: str) -> tuple[int, bool]:
    found = {each.what.name: (int(each.count), each.is_all) for each in held_about(subject_of_contact(contact.id))}
    return found.get(name, (0, True))


def kept(by: Actor, *, text: str = "zenobia@quintanar.example") -> None:
    start_import(kind="contact", file_name="x.csv", content=[f"Name,Email\nX,{text}\n".encode()], by=by)


class TestFiles:
    def test_each_that_names_her_is_counted(self, zenobia: Contact, as_alice: Actor) -> None:
        kept(as_alice)
        kept(as_alice)
        kept(as_alice, text="x@y.example")
        assert held(zenobia, "foundation.kept_imports") == (2, True)

    def test_after_a_moment_the_rest_is_left_for_the_erasure(
        self, zenobia: Contact, as_alice: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept(as_alice, text="x@y.example")
        monkeypatch.setattr(traces, "LOOKED_FOR", -1.0)
        assert held(zenobia, "foundation.kept_imports") == (0, False)

    def test_the_page_says_that_it_did_not_look_at_everything(
        self, zenobia: Contact, as_alice: Actor, ada: User, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept(as_alice, text="x@y.example")
        monkeypatch.setattr(traces, "LOOKED_FOR", -1.0)
        client.force_login(ada)
        page = client.get(reverse("customers:contact_data", args=[zenobia.id])).content.decode()
        assert "0 or more: not everything was looked at here, erasing looks at all of it" in page

    @pytest.mark.parametrize("format_", ["csv", "xlsx", "jsonl", "parquet", "vcf"])
    def test_lists_that_went_out_are_looked_into_whatever_they_are_written_in(
        self, zenobia: Contact, as_alice: Actor, format_: str
    ) -> None:
        run_export_to_the_end(start_export(Wish(kind=record_kind("contact")), format_=format_, by=as_alice).id)
        assert held(zenobia, "foundation.kept_exports") == (1, True)

    def test_a_list_without_her_is_not_counted(self, zenobia: Contact, as_bob: Actor) -> None:
        create_contacts([{"name": "Somebody else"}], by=as_bob)
        for format_ in ("csv", "parquet"):
            run_export_to_the_end(start_export(Wish(kind=record_kind("contact")), format_=format_, by=as_bob).id)
        assert held(zenobia, "foundation.kept_exports") == (0, True)


class TestLooking:
    def test_a_name_across_two_blocks_is_found(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(inside_files, "BLOCK", 10)
        path = tmp_path / "x.csv"
        path.write_text("12345678Zenobia9")
        assert stands_in(path, ["Zenobia"], until=float("inf"))
        assert not stands_in(path, ["Zenobio"], until=float("inf"))

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1252"])
    @pytest.mark.parametrize("written", ["Núria", "núria", "NÚRIA"])
    def test_in_whatever_letters_it_is_written(self, tmp_path: Path, encoding: str, written: str) -> None:
        path = tmp_path / "x.csv"
        path.write_bytes(f"Name\n{written}\n".encode(encoding))
        assert stands_in(path, ["Núria"], until=float("inf"))

    def test_a_file_that_is_gone_names_nobody(self, tmp_path: Path) -> None:
        assert not stands_in(tmp_path / "gone.csv", ["x"], until=float("inf"))
        assert not stands_in_parquet(tmp_path / "gone.parquet", ["x"], until=float("inf"))

    def test_nobody_is_found_by_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "x.csv").write_text("x")
        assert not stands_in(tmp_path / "x.csv", [], until=float("inf"))
        assert not stands_in_parquet(tmp_path / "x.csv", [], until=float("inf"))

    def test_time_ends_it(self, tmp_path: Path) -> None:
        (tmp_path / "x.csv").write_text("x")
        with pytest.raises(OutOfTime):
            stands_in(tmp_path / "x.csv", ["y"], until=0.0)


class TestCounts:
    def test_many_changes_are_not_counted_to_the_last(
        self, zenobia: Contact, as_alice: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(traces, "MOST_COUNTED", 2)
        rows = [
            Change(record_type="contact", record_id=zenobia.id, version=number, act="update", after={"source": "x"})
            for number in range(2, 6)
        ]
        for row in rows:
            row.save(force_insert=True)
        assert held(zenobia, "foundation.changes") == (2, False)

    def test_at_least_so_many_is_a_number_that_says_so(self) -> None:
        assert AtLeast(3) == 3
        assert isinstance(AtLeast(3), int)
        assert not isinstance(3, AtLeast)


class TestRetention:
    @pytest.fixture
    def rule(self, as_alice: Actor) -> RetentionRule:
        saved = create_contacts([{"name": f"P{number}"} for number in range(4)], by=as_alice)
        ids = [each.id for each in saved]
        old = now() - timedelta(days=2_000)
        Contact.objects.filter(pk__in=ids).update(created_at=old, last_activity_at=old, lifecycle_stage="lead")
        return save_rule(None, by=SYSTEM, name="Old", stages=["lead"], months=24, act="trash")

    def test_it_counts_to_a_bound_and_one_further(self, rule: RetentionRule, monkeypatch: pytest.MonkeyPatch) -> None:
        assert privacy.first_of(rule, seen_by=SYSTEM)[0] == 4
        monkeypatch.setattr(privacy, "MOST_COUNTED", 2)
        assert privacy.first_of(rule, seen_by=SYSTEM)[0] == 3

    def test_the_page_says_how_many_or_that_there_are_more(
        self, rule: RetentionRule, ada: User, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client.force_login(ada)
        address = reverse("customers:retention_rule", args=[rule.id])
        assert "It reaches 4 contacts" in client.get(address).content.decode()
        monkeypatch.setattr("trato.customers.privacy.views.MOST_COUNTED", 3)
        assert "It reaches more than 3 contacts" in client.get(address).content.decode()
