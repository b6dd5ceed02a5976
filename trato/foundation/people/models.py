"""Colleagues, the teams they are in and the roles they have."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.actors.reach import Reach
from trato.foundation.extensions.registry import found_at, hidden_with
from trato.foundation.people.errors import TeamRefused
from trato.kit.prepared import rows_prepared
from trato.kit.records import Record

DEEPEST_TEAM = 12


class Theme(models.TextChoices):
    SYSTEM = "system", gettext_lazy("As the system")
    LIGHT = "light", gettext_lazy("Light")
    DARK = "dark", gettext_lazy("Dark")


class Role(Record):
    """What a person may do. `rights` maps the name of a right to its reach.

    `hidden_fields` and `read_only_fields` name fields as "contact.phone".
    """

    name = models.CharField(max_length=100, unique=True)
    is_administrator = models.BooleanField(default=False)
    rights = models.JSONField(default=dict, blank=True)
    hidden_fields = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    read_only_fields = ArrayField(models.CharField(max_length=120), default=list, blank=True)

    def __str__(self) -> str:
        return self.name

    def refuse_beyond(self, actor: Actor) -> None:
        """Who gives, changes or takes a role must hold all of it, else managing people would be a way to everything."""
        further = any(Reach(reach) > actor.reach(right) for right, reach in self.rights.items())
        shows_more = actor.hidden - set(self.hidden_fields)
        writes_more = actor.read_only - {*self.hidden_fields, *self.read_only_fields}
        if not actor.is_everything and (self.is_administrator or further or shows_more or writes_more):
            raise NotAllowed(_("The role “%(role)s” goes further than your own rights.") % {"role": self.name})


class Team(Record):
    """A node in the tree of teams. `path` holds the ids from the top down to and with itself."""

    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = ArrayField(models.UUIDField(), default=list)

    class Meta:
        indexes = [GinIndex(fields=["path"], name="team_path")]
        constraints = [models.UniqueConstraint(Lower("name"), "parent", name="team_name_once", nulls_distinct=False)]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        return len(self.path) - 1

    def stand_under(self, parent: Team | None) -> None:
        """Refuses a place below itself."""
        above = list(parent.path) if parent else []
        if self.id in above:
            raise TeamRefused(_("A team cannot be below itself."), field="parent")
        if len(above) >= DEEPEST_TEAM:
            raise TeamRefused(_("Teams can be nested at most %(most)d deep.") % {"most": DEEPEST_TEAM}, field="parent")
        self.parent, self.path = parent, [*above, self.id]


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username or "")

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> User:
        user = self.model(email=email.casefold(), **facts)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser, Record):
    """A colleague who signs in."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    theme = models.CharField(max_length=6, choices=Theme, default=Theme.SYSTEM)
    single_keys = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    roles = models.ManyToManyField(Role, related_name="people", blank=True)
    teams = models.ManyToManyField(Team, related_name="members", blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]  # noqa: RUF012  # Django's own name for it

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    def acting(self, door: str = "page", *, standing: Sequence[Any] = ()) -> Actor:
        """This person as an actor, with the rights of this moment; `standing` is what `STANDING` said of it."""
        roles, teams, below = _standing_of(standing or rows_prepared(_OF_ONE, [self.id])[0])
        everything = any(role["is_administrator"] for role in roles)
        return Actor(
            kind="user",
            id=self.id,
            name=self.name or self.email,
            door=door,
            language=self.language,
            time_zone=self.time_zone,
            rights=_furthest(role["rights"] for role in roles),
            teams=teams,
            subtree=() if everything else below,
            hidden=frozenset() if everything else hidden_with(_in_all(role["hidden_fields"] for role in roles)),
            read_only=frozenset() if everything else _in_all(role["read_only_fields"] for role in roles),
            is_everything=everything,
        )


# Asked with every request, so it is one look and not five: of a row `u`, and the version of the fields people made.
STANDING = """
with mine as (select coalesce(array_agg(team_id), '{}') as teams from foundation_user_teams where user_id = u.id)
select (select coalesce(json_agg(json_build_object('is_administrator', r.is_administrator, 'rights', r.rights,
               'hidden_fields', r.hidden_fields, 'read_only_fields', r.read_only_fields)), '[]')::text as roles
          from foundation_role r join foundation_user_roles h on h.role_id = r.id where h.user_id = u.id),
       mine.teams,
       (select coalesce(array_agg(t.id), '{}') as below from foundation_team t where t.path && mine.teams),
       (select f.version from foundation_fieldsversion f limit 1) as version
from mine
"""
_OF_ONE = f"select s.* from (select %s::uuid as id) u cross join lateral ({STANDING}) s"  # noqa: S608  # constants


def _standing_of(found: Sequence[Any]) -> tuple[list[dict[str, Any]], tuple[UUID, ...], tuple[UUID, ...]]:
    """Somebody's roles, teams, and those teams with all below them."""
    roles, teams, below, version = found
    found_at(version)
    return json.loads(roles), tuple(teams), tuple(below)


def _furthest(all_rights: Iterable[dict[str, int]]) -> dict[str, Reach]:
    together: dict[str, Reach] = {}
    for rights in all_rights:
        for right, reach in rights.items():
            together[right] = max(Reach(reach), together.get(right, Reach.NONE))
    return together


def _in_all(limits: Iterable[list[str]]) -> frozenset[str]:
    """A second role that shows a field lifts the first one's hiding of it."""
    sets = [frozenset(each) for each in limits]
    return frozenset.intersection(*sets) if sets else frozenset()
