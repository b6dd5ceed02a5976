"""One command shows a full system, and never touches somebody's own."""

import socket
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from trato.customers.management.commands.demo import is_taken, refuse_taken_ports
from trato.customers.public import Company, Contact, create_contacts
from trato.customers.samples.errors import DemoRefused
from trato.foundation.public import (
    Installation,
    Reach,
    User,
    choose_password,
    deactivate_user,
    installation,
    remove_sample_data,
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(autouse=True)
def migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' database is: a migration's lock would wait for this test's own transaction."""
    monkeypatch.setattr(
        "trato.foundation.management.commands.migrate.Command.handle", lambda self, *args, **options: None
    )


def demo() -> str:
    out = StringIO()
    call_command("demo", "--no-serve", stdout=out)
    return out.getvalue()


def somebody(mailbox: str) -> User:
    return User.objects.get(email=f"{mailbox}@demo.example")


def test_the_first_start_sets_up_a_company_with_customers(db: None, home: Path) -> None:
    demo()

    assert (installation().name, installation().has_sample_data) == ("Acequia Solar", True)
    assert Company.objects.count() == 40
    assert Contact.objects.count() > 180


def test_four_roles_can_sign_in_with_what_is_printed(db: None, home: Path) -> None:
    said = demo()
    password = (home / "demo_password").read_text().strip()

    assert f"password  {password}" in said
    roles = {"admin": "Administrator", "manager": "Manager", "seller": "Seller", "reader": "Reader"}
    for mailbox, role in roles.items():
        user = somebody(mailbox)
        assert user.check_password(password)
        assert [each.name for each in user.roles.all()] == [role]
        assert f"{user.email}" in said


def test_each_role_may_do_what_it_is_for(db: None, home: Path) -> None:
    demo()

    assert somebody("admin").acting().is_everything
    assert somebody("manager").acting().reach("customers.edit_contacts") == Reach.SUBTREE
    assert somebody("seller").acting().reach("customers.edit_contacts") == Reach.TEAM
    assert not somebody("reader").acting().may("customers.create_contacts")
    assert somebody("reader").acting().reach("customers.see_contacts") == Reach.ALL


def test_a_seller_sees_the_own_region_and_the_manager_all(db: None, home: Path) -> None:
    demo()
    seen = {name: Contact.objects.seen_by(somebody(name).acting()).count() for name in ("manager", "seller", "reader")}

    assert 0 < seen["seller"] < seen["manager"] == seen["reader"] == Contact.objects.count()


def test_the_password_is_for_its_owners_eyes(db: None, home: Path) -> None:
    demo()

    assert (home / "demo_password").stat().st_mode & 0o777 == 0o600


def test_another_home_has_another_password(db: None, home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    from trato.customers.management.commands.demo import kept_password

    assert kept_password(home) == kept_password(home) != kept_password(tmp_path_factory.mktemp("other"))


def test_the_second_start_shows_what_is_there(db: None, home: Path) -> None:
    first = demo()
    create_contacts([{"name": "Mine"}], by=somebody("admin").acting())
    before = Contact.objects.count()

    assert demo() == first
    assert Contact.objects.count() == before


def test_a_password_chosen_since_is_not_claimed_to_be_the_old_one(db: None, home: Path) -> None:
    demo()
    choose_password("a longer one of my own", by=somebody("seller").acting())

    lines = {line.split()[2]: line for line in demo().splitlines() if line.startswith("sign in")}
    assert "chosen since" in lines["seller@demo.example"]
    assert "chosen since" not in lines["admin@demo.example"]


def test_who_cannot_sign_in_is_not_shown(db: None, home: Path) -> None:
    demo()
    deactivate_user(somebody("reader").id, by=somebody("admin").acting())

    assert "reader@" not in demo()


def test_after_the_sample_is_removed_the_administrator_goes_on_with_what_is_real(db: None, home: Path) -> None:
    demo()
    admin = somebody("admin").acting()
    create_contacts([{"name": "A real customer"}], by=admin)

    assert remove_sample_data(by=admin) == []
    assert list(Contact.objects.values_list("name", flat=True)) == ["A real customer"]
    assert list(User.objects.values_list("email", flat=True)) == ["admin@demo.example"]
    assert "manager@" not in demo()
    assert not Company.objects.exists()


def test_a_company_of_somebodys_own_is_refused(installed: Installation, home: Path) -> None:
    Installation.objects.update(name="Fruteria Ana")

    with pytest.raises(DemoRefused, match="“Fruteria Ana” is set up here.*Settings.*TRATO_HOME"):
        demo()
    assert not Contact.objects.exists()
    assert not User.objects.exists()


def test_nothing_half_done_is_left(db: None, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trato.customers.samples.firms.FIRMS", ())
    monkeypatch.setattr("trato.customers.samples.use_cases.set_up_demo.OTHERS", (None,))
    monkeypatch.setattr("trato.customers.samples.story.PEOPLES", {})

    with pytest.raises(KeyError):
        demo()
    assert not Installation.objects.exists()
    assert not User.objects.exists()


def test_a_taken_port_is_named_with_the_way_out(settings: Settings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings.HOST, settings.PORT = other.getsockname()

        with pytest.raises(DemoRefused, match=rf"Port {settings.PORT} is in use.*PORT={settings.PORT + 10}"):
            refuse_taken_ports()
    assert not is_taken(settings.HOST, settings.PORT)
