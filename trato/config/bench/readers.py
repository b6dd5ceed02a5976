"""As whom the works are done: somebody who sees everything, fifty teams, twenty thousand records, two hundred."""

from dataclasses import dataclass
from http.cookies import SimpleCookie
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from trato.api.public import create_token
from trato.foundation.public import SYSTEM, Actor, Role, User, create_role, invite_user

ADMINISTRATOR = "administrator@bench.example"
MANAGER = "manager@seeded.example"
OWNED = """
select o.owner_id, o.records from (
  select owner_id, count(*) as records from customers_contact where is_standing and owner_id is not null group by 1
) o order by abs(o.records - %s) limit 1
"""


@dataclass(frozen=True)
class Reader:
    label: str
    user: User

    @property
    def actor(self) -> Actor:
        return self.user.acting("page")

    def cookie(self) -> str:
        """Signed in, as by the page."""
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(self.user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = self.user.get_session_auth_hash()
        session.create()
        made = SimpleCookie({settings.SESSION_COOKIE_NAME: str(session.session_key)})
        return made.output(header="").strip()

    def token(self) -> str:
        return create_token(self.user.email, by=SYSTEM, name="bench")[1]


def readers() -> list[Reader]:
    found = [Reader("administrator", _administrator())]
    if manager := User.objects.filter(email=MANAGER).first():
        found.append(Reader(f"subtree of {len(manager.acting().subtree)} teams", manager))
    for wanted in (20_000, 200):
        with connection.cursor() as cursor:
            cursor.execute(OWNED, [wanted])
            for owner, records in cursor.fetchall():
                found.append(Reader(f"own {records:,}", User.objects.get(pk=owner)))
    return found


def _administrator() -> User:
    known = User.objects.filter(email=ADMINISTRATOR).first()
    if known:
        return known
    role = Role.objects.filter(is_administrator=True).first() or create_role(
        "Bench administrator", by=SYSTEM, rights={}, is_administrator=True
    )
    return invite_user(ADMINISTRATOR, by=SYSTEM, name="Bench administrator", roles=[role.id], teams=[])
