"""A move is one act: stopped at any row, gone on with, taken back; what others did since stays and is told."""

from pathlib import Path

import pytest

from trato.customers.public import Company, Contact, Note, Task, create_contacts, update_companies, update_contacts
from trato.customers.tests.moving import Files, brought_in, given, moved
from trato.foundation.imports.use_cases import run as running
from trato.foundation.moving_in.public import (
    Move,
    choose_people,
    counts_of_move,
    files_of_move,
    prepare_move,
    progress_of_move,
    run_move_to_the_end,
    start_move,
    stop_move,
)
from trato.foundation.public import Actor, ChangeSet, LoggedEvent, RecordUpdate, undo

pytestmark = pytest.mark.usefixtures("alice")

COMPANIES = "Id,Name,BillingStreet,ParentId\n001A1,Daughter,,001A2\n001A2,Mother,,\n"
CONTACTS = "Id,LastName,AccountId,Email\n003A1,Ferrer,001A1,ana@x.example\n003A2,Cano,001A2,luis@x.example\n"
TASKS = "Id,WhoId,Subject,ActivityDate,Status\n00TA1,003A1,Ring,2030-05-01,Not Started\n"
NOTES = "Id,ParentId,Title,Body\n002A1,003A1,Roof,Wants panels\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


def everything(**other: str) -> Files:
    return given(**{"Account": COMPANIES, "Contact": CONTACTS, "Task": TASKS, "Note": NOTES, **other})


@pytest.fixture
def move(as_alice: Actor) -> Move:
    return moved("salesforce", everything(), by=as_alice)


def taken_back(move: Move, by: Actor) -> ChangeSet:
    assert move.change_set is not None
    return undo(move.change_set.id, by=by)


def living() -> tuple[int, int, int, int]:
    standing = [model.objects.filter(deleted_at=None).count() for model in (Company, Contact, Task)]
    return (*standing, Note.objects.filter(deleted_at=None).count())  # type: ignore[return-value]  # four of them


def test_all_of_it_goes(move: Move, as_alice: Actor) -> None:
    assert living() == (2, 2, 1, 1)
    done = taken_back(move, as_alice)
    assert not done.refusals.exists()
    assert living() == (0, 0, 0, 0)


def test_it_is_one_act_with_one_count(move: Move) -> None:
    sets = ChangeSet.objects.filter(kind="import")
    assert [each.id for each in sets] == [move.change_set_id]
    assert sets[0].counts["created"] == counts_of_move(move)["created"] == 6
    assert sets[0].label == "Moving in from Salesforce"
    assert LoggedEvent.objects.filter(kind="foundation.move_finished", subject_id=move.id).count() == 1


def test_what_somebody_changed_since_stays_and_is_told(move: Move, as_alice: Actor) -> None:
    ferrer = Contact.objects.get(name="Ferrer")
    update_contacts([RecordUpdate(id=ferrer.id, values={"source": "Fair"})], by=as_alice)
    done = taken_back(move, as_alice)
    assert Contact.objects.filter(deleted_at=None).get() == ferrer
    told = {each.record_type: each.reason for each in done.refusals.all()}
    assert "changed since" in told["contact"]


def test_who_was_here_before_is_as_he_was(as_alice: Actor) -> None:
    (before,) = create_contacts([{"name": "Ana", "email": "ana@x.example"}], by=as_alice)
    move = moved("salesforce", everything(), by=as_alice)
    ana = Contact.objects.get(pk=before.id)
    assert ana.identities.filter(value__startswith="003A1").exists()
    taken_back(move, as_alice)
    ana.refresh_from_db()
    assert (ana.name, ana.deleted_at) == ("Ana", None)
    assert [each.value for each in ana.identities.all()] == ["ana@x.example"]
    assert not ana.positions.exists()


def test_the_second_of_two_moves_can_be_taken_back_alone(move: Move, as_alice: Actor) -> None:
    later = everything(
        Account=COMPANIES.replace("Daughter", "Daughter & Sons"),
        Contact=CONTACTS + "003A3,New,001A2,new@x.example\n",
        Note=NOTES.replace("Wants panels", "Wants more panels"),
    )
    second = moved("salesforce", later, by=as_alice)
    counts = counts_of_move(second)
    assert (counts["created"], counts["updated"], counts["failed"]) == (1, 2, 0)
    assert living() == (2, 3, 1, 1)
    taken_back(second, as_alice)
    assert living()[:3] == (2, 2, 1)
    assert Company.objects.filter(name="Daughter").exists()
    assert Company.objects.get(name="Daughter").parent.name == "Mother"


def test_a_second_one_undoes_nothing_that_people_did_between(move: Move, as_alice: Actor) -> None:
    mother = Company.objects.get(name="Mother")
    update_companies([RecordUpdate(id=mother.id, values={"industry": "Bakeries"})], by=as_alice)
    moved("salesforce", everything(), by=as_alice)
    mother.refresh_from_db()
    assert mother.industry == "Bakeries"
    assert living() == (2, 2, 1, 1)


class TestStopping:
    @pytest.fixture
    def stopped(self, as_alice: Actor, monkeypatch: pytest.MonkeyPatch) -> Move:
        """By somebody who presses Stop while the contacts come in."""
        move = start_move("salesforce", everything(), by=as_alice)
        choose_people(move.id, dict.fromkeys(move.people, ""), by=as_alice)
        prepare_move(move.id, by=as_alice)
        bring_in = running.bring_in

        def and_stop(plan: object, rows: object) -> object:
            outcome = bring_in(plan, rows)  # type: ignore[arg-type]  # as it was asked
            if getattr(plan, "kind").name == "contact":  # noqa: B009  # of whatever plan
                stop_move(move.id, by=as_alice)
            return outcome

        monkeypatch.setattr(running, "bring_in", and_stop)
        run_move_to_the_end(move.id)
        monkeypatch.setattr(running, "bring_in", bring_in)
        move.refresh_from_db()
        return move

    def test_what_is_in_stays_and_the_rest_is_not_begun(self, stopped: Move) -> None:
        assert stopped.state == "stopped"
        assert living() == (2, 2, 0, 0)
        assert 0 < progress_of_move(stopped).percent < 100

    def test_it_goes_on_and_ends_as_if_nobody_had_stopped_it(self, stopped: Move, as_alice: Actor) -> None:
        done = brought_in(stopped, by=as_alice)
        assert done.state == "finished"
        assert living() == (2, 2, 1, 1)
        assert [one.failed_count for one in files_of_move(done)] == [0] * len(files_of_move(done))

    def test_half_of_it_is_taken_back_as_well(self, stopped: Move, as_alice: Actor) -> None:
        taken_back(stopped, as_alice)
        assert living() == (0, 0, 0, 0)

    def test_a_second_press_stops_nothing_more(self, stopped: Move, as_alice: Actor) -> None:
        assert stop_move(stopped.id, by=as_alice).state == "stopped"
