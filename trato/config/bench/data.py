"""A home of its own with generated data: made once, taken again."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection

from trato.foundation.public import Installation

USERS, TEAMS = 200, 100
EVENTS_A_CONTACT = 10
CONTACTS_A_COMPANY = 5


def ready_data(contacts: int, *, say: Callable[[str], None]) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    if not Installation.objects.exists():
        Installation.objects.create(name="Bench", phone_country="ES", currency="EUR")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from (select from customers_contact limit %s) counted", [contacts])
        ((there,),) = cursor.fetchall()
    if there >= contacts * 0.99:
        return
    say(f"seeding {contacts:,} contacts, once …")
    wanted = contacts - there
    call_command(
        "seed",
        contacts=wanted,
        companies=wanted // CONTACTS_A_COMPANY,
        events=wanted * EVENTS_A_CONTACT,
        users=USERS,
        teams=TEAMS,
    )
    with connection.cursor() as cursor:
        cursor.execute("vacuum (analyze)")
