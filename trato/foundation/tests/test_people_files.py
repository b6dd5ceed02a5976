"""Colleagues come in by a file."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from trato.foundation.imports.errors import FileRefused
from trato.foundation.notifications.use_cases.links import MailNotSent, mail_invitation
from trato.foundation.people.placeholders import is_placeholder, placeholder_for
from trato.foundation.people_files.queries import plan_people
from trato.foundation.people_files.reading import MOST_PEOPLE, PersonRow, read_people
from trato.foundation.people_files.use_cases import bring_people_in, take_people_file
from trato.foundation.public import Actor, LoggedEvent, NotAllowed, Role, Team, User, deactivate_user
from trato.kit.testing.real_files import real_file

ROWS = "sales_agent,manager,regional_office\nAnna Snelling,Dustin,Central\nCecily,Dustin,Central\nVersie,Melvin,East\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(ROWS)
    return path


def written(path: Path, text: str) -> list[PersonRow]:
    path.write_text(text)
    return read_people(path)


def ways() -> set[tuple[str, ...]]:
    names = {team.id: team.name for team in Team.objects.all()}
    return {tuple(names[each] for each in team.path) for team in Team.objects.all()}


def test_people_come_in_with_their_teams_and_without_a_password(file: Path, as_ada: Actor) -> None:
    said = take_people_file(file, by=as_ada)

    assert said == "3 rows: 3 people made, 0 put into another team, 0 as they were, 0 could not go in."
    anna = User.objects.get(name="Anna Snelling")
    assert not anna.has_usable_password()
    assert [team.name for team in anna.teams.all()] == ["Dustin"]
    assert ways() == {("Central",), ("Central", "Dustin"), ("East",), ("East", "Melvin")}
    assert LoggedEvent.objects.filter(kind="foundation.user_invited", subject_id=anna.id).exists()


def test_a_second_time_changes_nothing(file: Path, as_ada: Actor) -> None:
    take_people_file(file, by=as_ada)
    events = LoggedEvent.objects.count()

    done = bring_people_in(read_people(file), by=as_ada)

    assert (done.created, done.changed, done.unchanged) == (0, 0, 3)
    assert LoggedEvent.objects.count() == events


def test_who_is_here_already_is_put_into_the_team_and_keeps_theirs(alice: User, tmp_path: Path, as_ada: Actor) -> None:
    rows = written(tmp_path / "a.csv", "E-mail;Team\nALICE@acequia.example;Oven makers\n")

    done = bring_people_in(rows, by=as_ada)

    assert (done.created, done.changed) == (0, 1)
    assert {team.name for team in alice.teams.all()} == {"North", "Oven makers"}


def test_teams_are_found_below_the_office_whatever_their_case(north: Team, tmp_path: Path, as_ada: Actor) -> None:
    bring_people_in(written(tmp_path / "a.csv", "name,office,team\nInés,NORTH,Ovens\n"), by=as_ada)

    assert ways() == {("North",), ("North", "Ovens")}


def test_one_person_on_two_lines_is_one_in_two_teams(tmp_path: Path, as_ada: Actor) -> None:
    done = bring_people_in(written(tmp_path / "a.csv", "name,team\nInés,Ovens\nInés,Mixers\n"), by=as_ada)

    assert (done.created, done.changed) == (1, 1)
    assert {team.name for team in User.objects.get(name="Inés").teams.all()} == {"Ovens", "Mixers"}


def test_roles_come_from_the_file_or_for_all(seller: Role, tmp_path: Path, as_ada: Actor) -> None:
    buyer = Role.objects.create(name="Buyer")
    rows = written(tmp_path / "a.csv", "name,role\nInés,Buyer\nLuis,\n")

    bring_people_in(rows, by=as_ada, roles=[seller.id])

    assert list(User.objects.get(name="Inés").roles.all()) == [buyer]
    assert list(User.objects.get(name="Luis").roles.all()) == [seller]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Inés,no at sign,,", "There is no @ sign in the address."),
        (f"{'n' * 201},,,", "A name has at most 200 characters."),
        ("Inés,,Captain,", "There is no role “Captain”."),
        (f"Inés,,,{'t' * 101}", "A name has at most 100 characters."),
        (",,,Ovens", "A name is needed."),
    ],
)
def test_a_row_that_cannot_go_in_says_why_and_holds_nobody_up(
    line: str, why: str, tmp_path: Path, as_ada: Actor
) -> None:
    rows = written(tmp_path / "a.csv", f"name,email,role,team\n{line}\nLuis,,,\n")
    assert [each.does for each in plan_people(rows)] == ["refused", "new"]

    done = bring_people_in(rows, by=as_ada)

    assert done.created == 1
    assert [each.why for each in done.refused] == [why]
    assert f"Line 2: {why}" in done.said()


def test_two_of_one_name_are_told_apart_by_their_addresses(tmp_path: Path, as_ada: Actor) -> None:
    rows = written(tmp_path / "a.csv", "name,email\nInés,a@x.example\nInés,b@x.example\nInés,\n")

    done = bring_people_in(rows, by=as_ada)

    assert done.created == 2
    assert "Several colleagues" in done.refused[0].why


def test_who_left_is_not_let_in_by_a_file(bob: User, tmp_path: Path, as_ada: Actor) -> None:
    deactivate_user(bob.id, by=as_ada)

    done = bring_people_in(written(tmp_path / "a.csv", "name\nBob\n"), by=as_ada)

    assert "left" in done.refused[0].why
    assert not User.objects.get(pk=bob.id).is_active


def test_nobody_gives_by_a_file_what_they_do_not_have(ada: User, tmp_path: Path, as_bob: Actor) -> None:
    with pytest.raises(NotAllowed):
        bring_people_in([PersonRow(line=2, name="Inés")], by=as_bob)
    helper = Role.objects.create(name="Helper", rights={"foundation.manage_people": 4})
    one = User.objects.create_user("helper@acequia.example", name="Helper")
    one.roles.add(helper)

    done = bring_people_in([PersonRow(line=2, name="Inés", role="Administrator")], by=one.acting())

    assert "goes further than your own rights" in done.refused[0].why
    assert not User.objects.filter(name="Inés").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty."),
        ("town,size\nSoria,3\n", "No column says who it is"),
        ("name\n" + "x\n" * (MOST_PEOPLE + 1), "at most 2000 rows"),
        ('name\n"Inés\n', "quotation mark"),
    ],
)
def test_a_file_that_is_none_is_refused(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=said):
        written(tmp_path / "a.csv", text)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"There is no file “gone\.csv”\."):
        read_people(tmp_path / "gone.csv")


def test_the_command_takes_it(file: Path, ada: User) -> None:
    out = StringIO()
    call_command("import", "people", str(file), by=ada.email, stdout=out)

    assert "3 people made" in out.getvalue()


def test_placeholders_lead_nowhere_and_nothing_is_mailed(settings: Settings, mailoutbox: list[object]) -> None:
    assert placeholder_for("Anna Snelling") == "anna-snelling@no-address.invalid"
    assert placeholder_for("Anna Snelling", number=2) == "anna-snelling-2@no-address.invalid"
    assert is_placeholder(placeholder_for("అన్నపూర్ణ"))
    assert not is_placeholder("anna@acequia.example")


def test_an_invitation_to_nowhere_is_not_sent(
    settings: Settings, mailoutbox: list[object], file: Path, as_ada: Actor
) -> None:
    settings.EMAIL_HOST = "mail.acequia.example"
    take_people_file(file, by=as_ada)

    with pytest.raises(MailNotSent, match="No e-mail is known of Cecily yet"):
        mail_invitation(User.objects.get(name="Cecily"), path="/")
    assert mailoutbox == []


def test_the_public_sales_teams_make_35_people(as_ada: Actor) -> None:
    before = User.objects.count()

    done = bring_people_in(read_people(real_file("sales_pipeline/sales_teams.csv")), by=as_ada)

    assert (done.created, done.refused) == (35, [])
    assert User.objects.count() == before + 35
    assert Team.objects.filter(parent=None, name__in=["Central", "East", "West"]).count() == 3
    assert Team.objects.exclude(parent=None).count() == 6
