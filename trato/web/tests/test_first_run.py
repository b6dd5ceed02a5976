import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from trato.foundation.public import Installation, LoggedEvent, User, make_first_run_link
from trato.web.first_run.guessing import guesses

FACTS = {
    "company_name": "Acequia Solar",
    "language": "es",
    "time_zone": "Europe/Madrid",
    "currency": "EUR",
    "phone_country": "ES",
    "own_domains": "acequia.example, @sol.example",
    "name": "Ada",
    "email": "ada@acequia.example",
    "password": "barcas en el júcar",
}


def page(client: Client, path: str, **headers: str) -> str:
    return client.get(path, follow=True, headers=headers).content.decode()


@pytest.mark.parametrize("path", ["/", "/settings/", "/contacts/", "/account/login/"])
def test_before_there_is_a_company_every_page_tells_of_the_console(path: str, db: None, client: Client) -> None:
    assert "This Trato is not set up yet" in page(client, path)


def test_the_link_opens_the_first_page(db: None, client: Client) -> None:
    shown = page(client, make_first_run_link("ada@acequia.example"))

    assert "Your company, and you" in shown
    assert 'value="ada@acequia.example"' in shown
    assert 'value="acequia.example"' in shown, "the domain of the address is proposed as the company's own"


def test_filling_it_in_signs_in_and_shows_the_doors(db: None, client: Client) -> None:
    answer = client.post(make_first_run_link(), FACTS, follow=True)

    assert answer.request["PATH_INFO"] == "/welcome/"
    assert Installation.objects.get().own_domains == ["acequia.example", "sol.example"]
    ada = User.objects.get()
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert LoggedEvent.objects.filter(kind="foundation.user_signed_in", subject_id=ada.pk).exists()


def test_the_link_opens_once(db: None, client: Client) -> None:
    link = make_first_run_link()
    client.post(link, FACTS)

    again = Client().get(link)
    assert again.status_code == 410
    assert "This link was used" in again.content.decode()


def test_a_replaced_link_says_so(db: None, client: Client) -> None:
    earlier = make_first_run_link()
    make_first_run_link()

    answer = client.get(earlier)
    assert answer.status_code == 410
    assert "a newer one took its place" in answer.content.decode()


def test_a_wrong_link_says_so(db: None, client: Client) -> None:
    answer = client.get("/first-run/made-up/")

    assert answer.status_code == 404
    assert "There is no such link" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("password", "1234", "at least 10 characters"),
        ("email", "not an address", "no @ sign"),
        ("own_domains", "ok.example, not_a_domain!", "not_a_domain!"),
        ("currency", "XYZ", "Select a valid choice"),
        ("company_name", "", "required"),
    ],
)
def test_what_is_refused_is_said_at_its_field_and_the_rest_stays(
    field: str, value: str, says: str, db: None, client: Client
) -> None:
    answer = client.post(make_first_run_link(), {**FACTS, field: value})
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert says in shown
    assert f'id="id_{field}_error"' in shown
    assert 'value="Ada"' in shown
    assert not Installation.objects.exists()


def test_the_doors_that_exist_are_shown_and_no_others(db: None, client: Client) -> None:
    shown = client.post(make_first_run_link(), {**FACTS, "language": "en"}, follow=True).content.decode()

    assert "Start empty" in shown
    for name, says in (("web:import_start", "Bring your customers"), ("web:mail_start", "mailbox")):
        assert (says in shown) == _exists(name)


def _exists(name: str) -> bool:
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False


@pytest.mark.parametrize(
    ("header", "country", "currency"),
    [
        ("es-MX,es;q=0.9", "MX", "MXN"),
        ("te-IN,te;q=0.9,en;q=0.8", "IN", "INR"),
        ("en,de-AT;q=0.5", "AT", "EUR"),
        ("en", "", ""),
        ("", "", ""),
        ("xx-YY,!!", "", ""),
    ],
)
def test_the_browser_gives_a_start(header: str, country: str, currency: str, rf: object) -> None:
    request = rf.get("/", headers={"Accept-Language": header})  # type: ignore[attr-defined]
    guessed = guesses(request, email="")

    assert (guessed["phone_country"], guessed["currency"]) == (country, currency)


def test_a_person_signed_in_sees_no_first_page(alice: User, client: Client) -> None:
    client.force_login(alice)

    assert client.get("/first-run/whatever/").status_code == 410
