from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from trato.foundation.public import (
    Actor,
    AdministratorFacts,
    CompanyFacts,
    FirstRunLink,
    Installation,
    LinkRefused,
    LoggedEvent,
    NotAllowed,
    Role,
    User,
    change_installation,
    create_installation,
    first_run_link,
    make_first_run_link,
    set_up,
)
from trato.kit.errors import DomainError
from trato.kit.testing.frozen_clock import frozen_clock

ADA = AdministratorFacts(name="Ada", email="ada@acequia.example", password="barcas en el júcar")


def company(**facts: object) -> CompanyFacts:
    given = {
        "name": "Acequia Solar",
        "language": "es",
        "time_zone": "Europe/Madrid",
        "currency": "EUR",
        "phone_country": "ES",
        "own_domains": ("acequia.example",),
    }
    return CompanyFacts(**{**given, **facts})  # type: ignore[arg-type]


def token_of(path: str) -> str:
    return path.strip("/").rpartition("/")[2]


def run(*words: str) -> str:
    out = StringIO()
    call_command("user", *words, stdout=out)
    return out.getvalue()


def test_the_link_is_not_kept_only_its_digest(db: None) -> None:
    token = token_of(make_first_run_link())

    link = FirstRunLink.objects.get()
    assert token not in f"{link.digest}{link.email}"
    assert first_run_link(token) == link


def test_a_newer_link_ends_the_earlier_one(db: None) -> None:
    earlier, newer = token_of(make_first_run_link()), token_of(make_first_run_link())

    with pytest.raises(LinkRefused, match="newer"):
        first_run_link(earlier)
    assert first_run_link(newer)


def test_a_link_lives_for_a_day(db: None) -> None:
    with frozen_clock(datetime(2026, 3, 1, 12, tzinfo=UTC)) as clock:
        token = token_of(make_first_run_link())
        clock.advance(timedelta(hours=23, minutes=59))
        assert first_run_link(token)
        clock.advance(timedelta(minutes=2))
        with pytest.raises(LinkRefused, match="expired"):
            first_run_link(token)


def test_a_link_that_never_was_is_said_so(db: None) -> None:
    with pytest.raises(LinkRefused) as refusal:
        first_run_link("made-up")

    assert refusal.value.code == "link-unknown"


def test_setting_up_makes_a_company_and_its_administrator(db: None) -> None:
    ada = set_up(token_of(make_first_run_link()), company=company(), administrator=ADA)

    installation = Installation.objects.get()
    assert (installation.name, installation.own_domains) == ("Acequia Solar", ["acequia.example"])
    assert ada.acting().is_everything
    assert ada.check_password(ADA.password)
    assert (ada.language, ada.time_zone) == ("es", "Europe/Madrid")
    assert LoggedEvent.objects.filter(kind="foundation.installation_set_up").exists()


def test_roles_are_named_in_the_companys_language_and_are_four(db: None) -> None:
    set_up(token_of(make_first_run_link()), company=company(language="en"), administrator=ADA)

    assert set(Role.objects.values_list("name", flat=True)) == {"Administrator", "Manager", "Seller", "Reader"}


def test_a_link_sets_up_once(db: None) -> None:
    token = token_of(make_first_run_link())
    set_up(token, company=company(), administrator=ADA)

    with pytest.raises(LinkRefused, match="was used"):
        set_up(token, company=company(name="Other"), administrator=ADA)
    with pytest.raises(LinkRefused):
        make_first_run_link()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "company_name"),
        ({"language": "xx"}, "language"),
        ({"time_zone": "Nowhere"}, "time_zone"),
        ({"currency": "ZZZ"}, "currency"),
        ({"phone_country": "QQ"}, "phone_country"),
        ({"own_domains": ("fine.example", "not a domain")}, "own_domains"),
    ],
)
def test_what_a_company_cannot_be_is_refused_and_nothing_is_made(
    facts: dict[str, object], field: str, db: None
) -> None:
    token = token_of(make_first_run_link())

    with pytest.raises(DomainError) as refusal:
        set_up(token, company=company(**facts), administrator=ADA)

    assert list(refusal.value.fields) == [field]
    assert not Installation.objects.exists()
    assert first_run_link(token), "the link still opens"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"email": "ada"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "ada@acequia.example"}, "password"),
        ({"name": ""}, "name"),
    ],
)
def test_an_administrator_that_cannot_be_leaves_no_half_company(facts: dict[str, str], field: str, db: None) -> None:
    given = {"name": ADA.name, "email": ADA.email, "password": ADA.password, **facts}

    with pytest.raises(DomainError) as refusal:
        set_up(token_of(make_first_run_link()), company=company(), administrator=AdministratorFacts(**given))

    assert list(refusal.value.fields) == [field]
    assert not Installation.objects.exists()
    assert not User.objects.exists()


def test_domains_are_kept_once_and_in_one_form(db: None) -> None:
    made = create_installation(company(own_domains=("@Acequia.example", "acequia.example", "bücher.example")))

    assert made.own_domains == ["acequia.example", "xn--bcher-kva.example"]


def test_the_company_changes_with_its_story(installed: Installation, as_ada: Actor) -> None:
    change_installation(company(name="Acequia y Sol", language="en"), by=as_ada)

    installed.refresh_from_db()
    assert installed.name == "Acequia y Sol"
    event = LoggedEvent.objects.get(kind="foundation.installation_changed")
    assert set(event.data["fields"]) == {"name", "time_zone", "own_domains"}


def test_sellers_do_not_change_the_company(as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        change_installation(company(), by=as_alice)


def test_the_console_gives_the_first_administrator_a_link(db: None, client: Client) -> None:
    link = run("create", "--admin", "ada@acequia.example").strip()

    assert "/first-run/" in link
    page = client.get(link.removeprefix("http://127.0.0.1:8000"))
    assert 'value="ada@acequia.example"' in page.content.decode()


def test_the_console_makes_nobody_else_before_there_is_a_company(db: None) -> None:
    with pytest.raises(DomainError, match="--admin"):
        run("create", "bob@acequia.example")


def test_the_console_makes_a_person_with_a_role_and_a_link(seller: Role, client: Client) -> None:
    link = run("create", "ines@acequia.example", "--name", "Inés", "--role", "seller").strip()

    assert "/account/password/reset/key/" in link
    ines = User.objects.get(email="ines@acequia.example")
    assert (ines.name, list(ines.roles.all())) == ("Inés", [seller])


def test_the_console_makes_another_administrator(ada: User) -> None:
    run("create", "--admin", "otto@acequia.example")

    assert User.objects.get(email="otto@acequia.example").acting().is_everything


def test_the_console_names_the_roles_it_knows(seller: Role) -> None:
    with pytest.raises(DomainError, match="There are: Seller"):
        run("create", "ines@acequia.example", "--role", "Sailor")


def test_the_console_lists_everybody_with_their_state(alice: User, ada: User) -> None:
    lines = [line.split("\t") for line in run("list").splitlines()]

    assert ["alice@acequia.example", "Alice", "Seller", "invited"] in lines
    assert ["ada@acequia.example", "Ada", "Administrator", "invited"] in lines


def test_the_console_opens_an_account_again(alice: User) -> None:
    assert "/account/password/reset/key/" in run("password-link", "Alice@acequia.example")
    with pytest.raises(DomainError, match="nobody"):
        run("password-link", "nobody@acequia.example")


def test_the_console_says_what_it_can_do(db: None) -> None:
    with pytest.raises(CommandError):
        run()


def test_whom_the_console_named_is_there_at_once_and_is_the_one_the_first_page_finds(db: None) -> None:
    link = run("create", "--admin", "ada@acequia.example").strip()
    early = User.objects.get()

    late = set_up(token_of(link), company=company(), administrator=ADA)

    assert early.acting().is_everything
    assert (late.id, late.name, User.objects.count()) == (early.id, ADA.name, 1)
    assert Role.objects.filter(is_administrator=True).count() == 1


def test_the_console_asked_twice_makes_nobody_twice(db: None) -> None:
    run("create", "--admin", "ada@acequia.example")
    run("create", "--admin", "ada@acequia.example")

    assert User.objects.count() == 1
