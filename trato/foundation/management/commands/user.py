"""People at the console: for the first administrator, and for whoever has locked themselves out."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from trato.foundation.actors.actor import SYSTEM
from trato.foundation.actors.errors import NotFound
from trato.foundation.installation.queries import is_set_up
from trato.foundation.installation.use_cases import first_administrator, make_first_run_link
from trato.foundation.people.errors import ColleagueRefused
from trato.foundation.people.facts import clean_address
from trato.foundation.people.models import Role, User
from trato.foundation.people.placeholders import shown_address
from trato.foundation.people.use_cases.invite_user import invite_user
from trato.foundation.people.use_cases.make_password_link import make_password_link

CONSOLE = SYSTEM.at("command")


class Command(BaseCommand):
    help = "Shows people and gives them a way in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="A new person; prints the link that lets them choose a password.")
        create.add_argument("email")
        create.add_argument("--name", default="", help="How colleagues see them.")
        create.add_argument("--role", action="append", default=[], help="The name of a role; may be repeated.")
        create.add_argument("--admin", action="store_true", help="An administrator; before set-up, the first one.")
        verbs.add_parser("list", help="Everybody, one a line: e-mail, name, roles, state.")
        link = verbs.add_parser("password-link", help="Prints a link that lets a person choose a new password.")
        link.add_argument("email")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        verbs = {"create": self._create, "list": self._list, "password-link": self._password_link}
        verbs[verb](**options)

    def _create(self, *, email: str, name: str, role: list[str], admin: bool, **_options: Any) -> None:
        if not is_set_up():
            if not admin:
                raise ColleagueRefused("This Trato is not set up yet. Begin with: trato user create --admin EMAIL")
            address = clean_address(email)
            first_administrator(address, by=CONSOLE)
            self._show(make_first_run_link(email=address))
            return
        wanted = [*role, *([_administrators_role().name] if admin else [])]
        user = invite_user(email, by=CONSOLE, name=name, roles=[_role(each).id for each in wanted])
        self._show(make_password_link(user.id, by=CONSOLE))

    def _list(self, **_options: Any) -> None:
        for user in User.objects.prefetch_related("roles").order_by("email"):
            roles = ", ".join(role.name for role in user.roles.all())
            self.stdout.write("\t".join([shown_address(user.email) or "-", user.name, roles, _state(user)]))

    def _password_link(self, *, email: str, **_options: Any) -> None:
        user = User.objects.filter(email=clean_address(email)).first()
        if user is None:
            raise NotFound(f"There is nobody with the address {email}.")
        self._show(make_password_link(user.id, by=CONSOLE))

    def _show(self, path: str) -> None:
        self.stdout.write(f"{settings.BASE_URL}{path}")


def _role(name: str) -> Role:
    role = Role.objects.filter(name__iexact=name).first()
    if role is None:
        names = ", ".join(Role.objects.order_by("name").values_list("name", flat=True))
        raise NotFound(f"There is no role “{name}”. There are: {names}.")
    return role


def _administrators_role() -> Role:
    role = Role.objects.filter(is_administrator=True).order_by("created_at").first()
    if role is None:
        raise NotFound("There is no role for administrators.")
    return role


def _state(user: User) -> str:
    if not user.is_active:
        return "deactivated"
    return "active" if user.has_usable_password() else "invited"
