"""A company that is set up and has customers, for whoever wants to look around first."""

from collections.abc import Sequence

from django.db import transaction

from trato.customers.samples.errors import DemoRefused
from trato.foundation.public import (
    SYSTEM,
    CompanyFacts,
    User,
    choose_password,
    create_built_in_roles,
    create_installation,
    installation,
    invite_user,
    is_set_up,
    load_sample_data,
)

COMPANY = CompanyFacts(
    name="Acequia Solar",
    language="en",
    time_zone="Europe/Madrid",
    currency="EUR",
    phone_country="ES",
    own_domains=("demo.example",),
)
ADMINISTRATOR = "admin@demo.example"
OTHERS = ("manager@demo.example", "seller@demo.example", "reader@demo.example")


def set_up_demo(password: str) -> bool:
    """All of it or nothing. False when it stands here already; a company of somebody's own is not touched."""
    with transaction.atomic():
        if is_set_up():
            _refuse_a_real_company()
            return False
        create_installation(COMPANY)
        role = create_built_in_roles(by=SYSTEM, language=COMPANY.language)
        administrator = invite_user(
            ADMINISTRATOR, by=SYSTEM, name="Nora Acosta", roles=[role.id], time_zone=COMPANY.time_zone
        )
        choose_password(password, by=administrator.acting())
        load_sample_data(by=administrator.acting())
        for user in User.objects.filter(email__in=OTHERS):
            choose_password(password, by=user.acting())
    return True


def demo_accounts(password: str) -> Sequence[tuple[str, str, bool]]:
    """Address and role of each that is still there, and whether the demo's password opens it."""
    people = {user.email: user for user in User.objects.filter(email__in=[ADMINISTRATOR, *OTHERS], is_active=True)}
    return [
        (email, ", ".join(role.name for role in people[email].roles.all()), people[email].check_password(password))
        for email in (ADMINISTRATOR, *OTHERS)
        if email in people
    ]


def _refuse_a_real_company() -> None:
    if not User.objects.filter(email=ADMINISTRATOR).exists():
        raise DemoRefused(
            f"“{installation().name}” is set up here, and the demo does not touch it. To try Trato beside your own"
            " customers, start trato serve and load the sample data in Settings, Company; or give the demo a home of"
            " its own: TRATO_HOME=/var/tmp/trato-demo trato demo"
        )
