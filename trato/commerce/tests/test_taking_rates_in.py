"""A file of rates is taken in by the page and the command, piece by piece, and says what came of it."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from trato.commerce.rates.errors import RatesRefused
from trato.commerce.rates.models import ExchangeRate, RateFile
from trato.commerce.rates.queries import (
    convert,
    known_currencies,
)
from trato.commerce.rates.use_cases import take_rate_file
from trato.foundation.public import SYSTEM, Actor, Change, Installation, LoggedEvent, NotAllowed, User

HISTORY = b"""Date,USD,JPY,KWD,HRK,
2017-03-03,1.0565,120.73,N/A,7.4100,
2017-03-02,1.0514,120.26,0.3211,7.4080,
2016-12-30,1.0541,123.40,N/A,N/A,
"""
DAILY = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
 <gesmes:subject>Reference rates</gesmes:subject>
 <Cube><Cube time='2025-11-21'><Cube currency='USD' rate='1.1520'/><Cube currency='JPY' rate='180.55'/></Cube></Cube>
</gesmes:Envelope>"""


@pytest.fixture
def known(installed: Installation) -> None:
    take_rate_file(HISTORY, name="eurofxref-hist.csv", by=SYSTEM)


def zipped(content: bytes, *names: str) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.django_db
def test_a_file_taken_twice_changes_nothing_the_second_time(known: None) -> None:
    again = take_rate_file(HISTORY, name="again.csv", by=SYSTEM)

    assert (again.rates, again.new, again.changed) == (9, 0, 0)
    assert ExchangeRate.objects.count() == 9


@pytest.mark.django_db
def test_a_later_file_corrects_a_rate_and_says_so_in_event_and_history(known: None) -> None:
    taken = take_rate_file(b"Date,USD\n2017-03-03,1.2\n2017-03-06,1.3\n", name="b.csv", by=SYSTEM)

    assert (taken.new, taken.changed) == (1, 1)
    assert convert(Decimal("1.2"), "USD", on=date(2017, 3, 3)) == Decimal("1.00")
    (event,) = LoggedEvent.objects.filter(kind="commerce.rates_taken").order_by("-id")[:1]
    assert event.data == {"first_day": "2017-03-03", "last_day": "2017-03-06", "new": 1, "changed": 1}
    (file,) = RateFile.objects.filter(name="b.csv")
    change = Change.objects.get(record_id=file.id)
    assert change.before == {"USD 2017-03-03": "1.0565000000"}
    assert change.after["USD 2017-03-03"] == "1.2"


@pytest.mark.django_db
def test_a_long_history_goes_in_by_pieces_under_one_file(
    installed: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trato.commerce.rates.use_cases.CHUNK", 4)

    taken = take_rate_file(HISTORY, name="hist.csv", by=SYSTEM)

    assert (taken.rates, taken.new, RateFile.objects.count()) == (9, 9, 1)
    assert (taken.first_day, taken.last_day) == (date(2016, 12, 30), date(2017, 3, 3))
    assert LoggedEvent.objects.filter(kind="commerce.rates_taken").count() == 3


@pytest.mark.django_db
def test_a_broken_file_leaves_nothing_behind(installed: Installation) -> None:
    with pytest.raises(RatesRefused):
        take_rate_file(HISTORY + b"2017-04-01,oops,1,1,1,\n", name="a.csv", by=SYSTEM)

    assert not ExchangeRate.objects.exists()
    assert not RateFile.objects.exists()


@pytest.mark.django_db
def test_sellers_do_not_bring_rates_in(as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        take_rate_file(HISTORY, name="a.csv", by=as_alice)


@pytest.mark.django_db
def test_each_known_currency_says_from_when_to_when(known: None) -> None:
    (dollar,) = [each for each in known_currencies() if each["currency"] == "USD"]

    assert (dollar["first"], dollar["last"], dollar["days"]) == (date(2016, 12, 30), date(2017, 3, 3), 3)
    assert dollar["rate"] == Decimal("1.0565")


@pytest.mark.django_db
def test_an_administrator_brings_a_file_in_on_the_page(client: Client, ada: User, tmp_path: Path) -> None:
    client.force_login(ada)
    path = tmp_path / "eurofxref-hist.zip"
    path.write_bytes(zipped(HISTORY, "eurofxref-hist.csv"))

    with path.open("rb") as file:
        answer = client.post(reverse("commerce:rates"), {"file": file}, follow=True)

    assert answer.status_code == 200
    assert b"9 exchange rates were read" in answer.content
    assert b"1.0565" in answer.content


@pytest.mark.django_db
def test_a_file_that_is_none_is_refused_on_the_page_with_the_reason(client: Client, ada: User, tmp_path: Path) -> None:
    client.force_login(ada)
    path = tmp_path / "cat.png"
    path.write_bytes(b"\x89PNG")

    with path.open("rb") as file:
        answer = client.post(reverse("commerce:rates"), {"file": file})
    without = client.post(reverse("commerce:rates"))

    assert answer.status_code == 422
    assert "neither a CSV nor an XML" in answer.content.decode()
    assert without.status_code == 422


@pytest.mark.django_db
def test_a_company_in_a_currency_that_no_file_knows_is_told_so(client: Client, ada: User, known: None) -> None:
    Installation.objects.update(currency="GBP")
    client.force_login(ada)

    assert "no rate for GBP" in client.get(reverse("commerce:rates")).content.decode()


@pytest.mark.django_db
def test_the_command_takes_rates_and_says_what_came_of_it(
    installed: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from django.core.management import call_command

    path = tmp_path / "rates.csv"
    path.write_bytes(HISTORY)

    call_command("import", "rates", str(path))

    assert "9 exchange rates were read, from 2016-12-30 to 2017-03-03: 9 new" in capsys.readouterr().out
