"""Who asks, and whose things they ask for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.test import Client

from trato.api.public import create_token
from trato.customers.public import (
    Activity,
    Company,
    Contact,
    Note,
    Segment,
    StaticList,
    Task,
    create_activities,
    create_companies,
    create_contacts,
    create_lists,
    create_segments,
    create_tasks,
    trash_activities,
    trash_companies,
    trash_contacts,
    trash_lists,
    trash_segments,
    trash_tasks,
)
from trato.foundation.exports.public import Export, Wish, run_export_to_the_end, start_export
from trato.foundation.public import (
    SYSTEM,
    Import,
    Permission,
    Reach,
    ReceivedFile,
    Role,
    StoredFile,
    Team,
    User,
    add_files,
    contributions,
    create_built_in_roles,
    create_team,
    incoming_folder,
    invite_user,
    record_kind,
    start_import,
)
from trato.kit.clock import now
from trato.kit.ids import new_id

PEOPLE = ("anonymous", "nobody", "seller", "manager", "administrator")
OWNERS = ("own", "team", "other")
SELLING = {"see": Reach.TEAM, "edit": Reach.OWN, "delete": Reach.OWN}


class Scene:
    """The seller and a colleague sell in the shop, the manager leads the north above it, a stranger is in the south."""

    def __init__(self) -> None:
        administrators = create_built_in_roles(by=SYSTEM, language="en")
        managers = Role.objects.get(name="Manager")
        self.north = create_team("The north", by=SYSTEM)
        self.shop = create_team("Shop in the north", by=SYSTEM, parent_id=self.north.id)
        self.south = create_team("The south", by=SYSTEM)
        selling = self._selling()
        self.nobody = self._person("nobody", None, self.shop)
        self.seller = self._person("seller", selling, self.shop)
        self.mate = self._person("mate", selling, self.shop)
        self.manager = self._person("manager", managers, self.north)
        self.stranger = self._person("stranger", selling, self.south)
        self.administrator = self._person("administrator", administrators, None)

        people = [self.nobody, self.seller, self.manager, self.administrator]
        self._sessions = {user.name.lower(): self._session(user) for user in people}
        self._tokens = {user.name.lower(): create_token(user.email, by=SYSTEM, name="Matrix")[1] for user in people}

    def user(self, who: str) -> User | None:
        return None if who == "anonymous" else getattr(self, who)

    def token(self, who: str) -> str:
        return self._tokens.get(who, "")

    def session(self, who: str) -> str:
        """What the browser of somebody who has signed in sends along."""
        return self._sessions.get(who, "")

    def owner_id(self, asked: tuple[str, str]) -> UUID:
        return self._owner(*asked).id

    def things(self, who: str, owner: str) -> "Things":
        return Things(self, self._owner(who, owner))

    def _owner(self, who: str, owner: str) -> User:
        return {"own": self.user(who) or self.seller, "team": self.mate, "other": self.stranger}[owner]

    @staticmethod
    def _session(user: User) -> str:
        client = Client()
        client.force_login(user)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    @staticmethod
    def _selling() -> Role:
        rights = {}
        for permission in contributions(Permission):
            verb = permission.name.partition(".")[2].partition("_")[0]
            if permission.reaches:
                rights[permission.name] = int(SELLING.get(verb, Reach.OWN))
            elif verb in ("create", "write", "import", "merge") or permission.name == "commerce.see_products":
                rights[permission.name] = int(Reach.ALL)
        return Role.objects.create(name="Sells alone", rights=rights)

    @staticmethod
    def _person(name: str, role: Role | None, team: Team | None) -> User:
        roles, teams = [role.id] if role else [], [team.id] if team else []
        user = invite_user(f"{name}@matrix.example", by=SYSTEM, name=name.title(), roles=roles, teams=teams)
        User.objects.filter(pk=user.pk).update(password="chosen")  # hashing one would cost more than all requests
        return User.objects.get(pk=user.pk)


class Things:
    """Made only when a row of the table asks for them."""

    def __init__(self, scene: Scene, owner: User) -> None:
        self.scene, self.owner = scene, owner

    @cached_property
    def contact(self) -> Contact:
        (saved,) = create_contacts([{"name": "Matrix contact", "owner": str(self.owner.id)}], by=SYSTEM)
        return Contact.objects.get(pk=saved.id)

    @cached_property
    def trashed(self) -> Contact:
        trash_contacts([self.contact.id], by=SYSTEM)
        return self.contact

    @cached_property
    def company(self) -> Company:
        (saved,) = create_companies([{"name": "Matrix company", "owner": str(self.owner.id)}], by=SYSTEM)
        return Company.objects.get(pk=saved.id)

    @cached_property
    def trashed_company(self) -> Company:
        trash_companies([self.company.id], by=SYSTEM)
        return self.company

    @cached_property
    def task(self) -> Task:
        (saved,) = create_tasks([{"name": "Matrix task", "owner": str(self.owner.id)}], by=SYSTEM)
        return Task.objects.get(pk=saved.id)

    @cached_property
    def trashed_task(self) -> Task:
        trash_tasks([self.task.id], by=SYSTEM)
        return self.task

    @cached_property
    def activity(self) -> Activity:
        tomorrow = (now() + timedelta(days=1)).isoformat()
        (saved,) = create_activities([{"starts_at": tomorrow, "owner": str(self.owner.id)}], by=SYSTEM)
        return Activity.objects.get(pk=saved.id)

    @cached_property
    def trashed_activity(self) -> Activity:
        trash_activities([self.activity.id], by=SYSTEM)
        return self.activity

    @cached_property
    def segment(self) -> Segment:
        rules = {"field": "source", "value": "Fair"}
        row = {"name": "Matrix segment", "owner": str(self.owner.id), "rules": rules}
        (saved,) = create_segments([row], by=SYSTEM)
        return Segment.objects.get(pk=saved.id)

    @cached_property
    def trashed_segment(self) -> Segment:
        trash_segments([self.segment.id], by=SYSTEM)
        return self.segment

    @cached_property
    def segment_file(self) -> StoredFile:
        return self._file("segment", self.segment)

    @cached_property
    def list(self) -> StaticList:
        (saved,) = create_lists([{"name": "Matrix list", "owner": str(self.owner.id)}], by=SYSTEM)
        return StaticList.objects.get(pk=saved.id)

    @cached_property
    def trashed_list(self) -> StaticList:
        trash_lists([self.list.id], by=SYSTEM)
        return self.list

    @cached_property
    def list_file(self) -> StoredFile:
        return self._file("list", self.list)

    @cached_property
    def note(self) -> Note:
        note = Note(body="Of the matrix", author_id=self.owner.id, contact_id=self.contact.id)
        note.save()
        return note

    @cached_property
    def file(self) -> StoredFile:
        return self._file("contact", self.contact)

    @cached_property
    def company_file(self) -> StoredFile:
        return self._file("company", self.company)

    @cached_property
    def task_file(self) -> StoredFile:
        return self._file("task", self.task)

    @cached_property
    def activity_file(self) -> StoredFile:
        return self._file("activity", self.activity)

    @staticmethod
    def _file(kind: str, record: Contact | Company | Task | Activity | Segment | StaticList) -> StoredFile:
        path = incoming_folder() / str(new_id())
        path.write_bytes(b"Of the matrix")
        received = ReceivedFile("matrix.txt", path, size=13, digest="0" * 64, head=b"Of the matrix")
        return add_files([received], kind=kind, record_id=record.id, by=SYSTEM)[0]

    @cached_property
    def imported(self) -> Import:
        as_owner = replace(SYSTEM, kind="user", id=self.owner.id)
        return start_import(
            kind="contact", file_name="people.csv", content=[b"Name,Email\nA,a@b.example\n"], by=as_owner
        )

    @cached_property
    def exported(self) -> Export:
        """Finished, with a file of its own."""
        as_owner = replace(SYSTEM, kind="user", id=self.owner.id)
        one = start_export(Wish(kind=record_kind("contact")), format_="csv", by=as_owner)
        run_export_to_the_end(one.id)
        return one

    @cached_property
    def person(self) -> User:
        """Somebody without any role, so that whoever manages people may."""
        return User.objects.create_user("target@matrix.example", name="Target")

    @cached_property
    def team(self) -> Team:
        return create_team("Target", by=SYSTEM)

    @cached_property
    def role(self) -> Role:
        return Role.objects.create(name="Target")


def undone() -> Iterator[None]:
    """What one request changes is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
