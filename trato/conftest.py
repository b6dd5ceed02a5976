"""The cast: the people and customers that every test can call on by name."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from trato.api.public import create_token
from trato.customers.public import Company, Contact, create_companies, create_contacts
from trato.foundation.public import SYSTEM, Actor, Installation, Reach, Role, Team, User, make_partitions
from trato.kit.testing.programs import Program


@pytest.fixture(autouse=True)
def _empty_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that commit are flushed model by model, and the log is no model's table."""
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if commits or (marker and marker.kwargs.get("transaction")):
        with request.getfixturevalue("django_db_blocker").unblock(), connection.cursor() as cursor:
            cursor.execute("truncate event")


SELLING = {
    "customers.see_contacts": Reach.SUBTREE,
    "customers.create_contacts": Reach.ALL,
    "customers.edit_contacts": Reach.TEAM,
    "customers.delete_contacts": Reach.OWN,
    "customers.export_contacts": Reach.TEAM,
    "customers.see_companies": Reach.ALL,
    "customers.create_companies": Reach.ALL,
    "customers.edit_companies": Reach.TEAM,
    "customers.delete_companies": Reach.OWN,
    "customers.export_companies": Reach.TEAM,
    "customers.merge_contacts": Reach.ALL,
    "customers.merge_companies": Reach.ALL,
    "customers.write_notes": Reach.ALL,
    "customers.record_consents": Reach.TEAM,
    "customers.see_tasks": Reach.SUBTREE,
    "customers.create_tasks": Reach.ALL,
    "customers.edit_tasks": Reach.TEAM,
    "customers.delete_tasks": Reach.OWN,
    "customers.see_segments": Reach.SUBTREE,
    "customers.create_segments": Reach.ALL,
    "customers.edit_segments": Reach.TEAM,
    "customers.delete_segments": Reach.OWN,
    "customers.see_lists": Reach.SUBTREE,
    "customers.create_lists": Reach.ALL,
    "customers.edit_lists": Reach.TEAM,
    "customers.delete_lists": Reach.OWN,
    "customers.export_tasks": Reach.TEAM,
    "customers.see_activities": Reach.SUBTREE,
    "customers.create_activities": Reach.ALL,
    "customers.edit_activities": Reach.TEAM,
    "customers.delete_activities": Reach.OWN,
    "customers.export_activities": Reach.TEAM,
    "sales.see_deals": Reach.SUBTREE,
    "sales.create_deals": Reach.ALL,
    "sales.edit_deals": Reach.TEAM,
    "sales.delete_deals": Reach.OWN,
    "sales.export_deals": Reach.TEAM,
    "commerce.see_products": Reach.ALL,
    "commerce.create_products": Reach.ALL,
    "commerce.edit_products": Reach.TEAM,
    "commerce.delete_products": Reach.OWN,
    "commerce.export_products": Reach.TEAM,
    "foundation.import_records": Reach.ALL,
}


@pytest.fixture
def installed(db: None) -> Installation:
    """The company is set up: it writes phone numbers as in Spain and counts in euros."""
    make_partitions()
    return Installation.objects.create(name="Acequia Solar", phone_country="ES", currency="EUR")


@pytest.fixture
def north(installed: Installation) -> Team:
    team = Team(name="North")
    team.path = [team.id]
    team.save()
    return team


@pytest.fixture
def northern_shop(north: Team) -> Team:
    team = Team(name="Northern shop", parent=north)
    team.path = [*north.path, team.id]
    team.save()
    return team


@pytest.fixture
def south(installed: Installation) -> Team:
    team = Team(name="South")
    team.path = [team.id]
    team.save()
    return team


def colleague(name: str, *, role: Role | None = None, team: Team | None = None) -> User:
    user = User.objects.create_user(f"{name.lower()}@acequia.example", name=name)
    if role:
        user.roles.add(role)
    if team:
        user.teams.add(team)
    return user


@pytest.fixture
def hire(installed: Installation) -> Callable[..., User]:
    """Somebody who is not of the cast: hire("Nora", role=seller, team=north)."""
    return colleague


@pytest.fixture
def seller(installed: Installation) -> Role:
    return Role.objects.create(name="Seller", rights={name: int(reach) for name, reach in SELLING.items()})


@pytest.fixture
def ada(installed: Installation) -> User:
    """Ada administers: she may do everything."""
    return colleague("Ada", role=Role.objects.create(name="Administrator", is_administrator=True))


@pytest.fixture
def alice(north: Team, seller: Role) -> User:
    """Alice sells in the north."""
    return colleague("Alice", role=seller, team=north)


@pytest.fixture
def bob(south: Team, seller: Role) -> User:
    """Bob sells in the south and does not see the north."""
    return colleague("Bob", role=seller, team=south)


@pytest.fixture
def charlie(installed: Installation) -> User:
    """Charlie has an account and no rights."""
    return colleague("Charlie")


@pytest.fixture
def as_alice(alice: User) -> Actor:
    return alice.acting()


@pytest.fixture
def as_bob(bob: User) -> Actor:
    return bob.acting()


@pytest.fixture
def as_ada(ada: User) -> Actor:
    return ada.acting()


@pytest.fixture
def as_charlie(charlie: User) -> Actor:
    return charlie.acting()


@pytest.fixture
def program_of(installed: Installation) -> Callable[[User], Program]:
    """A program with a token that speaks for a colleague."""
    return lambda user: Program(create_token(user.email, by=SYSTEM, name="Test")[1])


@pytest.fixture
def bakery(as_alice: Actor) -> Company:
    """The Corner Bakery is Alice's customer."""
    (saved,) = create_companies([{"name": "Corner Bakery", "domain": "bakery.example"}], by=as_alice)
    return Company.objects.get(pk=saved.id)


@pytest.fixture
def nuria(as_alice: Actor, bakery: Company) -> Contact:
    """Nuria runs the Corner Bakery."""
    facts = {"name": "Núria Bosch", "email": "nuria@bakery.example", "phone": "600 190 044", "company": str(bakery.id)}
    (saved,) = create_contacts([facts], by=as_alice)
    return Contact.objects.get(pk=saved.id)
