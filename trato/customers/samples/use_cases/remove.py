"""Sample customers go, without a trace. The foundation's `remove_sample_data` is the door and the right."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import ProtectedError, Q

from trato.customers.activities.models import Activity
from trato.customers.companies.models import Company
from trato.customers.contacts.models import Contact
from trato.customers.samples.queries import KIND, Sample, sample
from trato.customers.tags.models import Tag, Tagging
from trato.customers.tasks.models import Task
from trato.foundation.public import Actor, Change, ChangeSet, Team, User, forget_history

_GONE = (
    "delete from customers_mention where note_id in (select id from customers_note where id = any(%(note)s)"
    " or contact_id = any(%(contact)s) or company_id = any(%(company)s))",
    "update customers_task set follows_id = null where follows_id = any(%(task)s)",
    "delete from customers_task where id = any(%(task)s)",
    "delete from customers_participant where activity_id = any(%(activity)s) or contact_id = any(%(contact)s)",
    "delete from customers_activity where id = any(%(activity)s)",
    "update customers_activity set contact_id = null where contact_id = any(%(contact)s)",
    "update customers_activity set company_id = null where company_id = any(%(company)s)",
    "delete from customers_contactrelation where contact_id = any(%(contact)s) or other_id = any(%(contact)s)",
    "update customers_task set contact_id = null where contact_id = any(%(contact)s)",
    "update customers_task set company_id = null where company_id = any(%(company)s)",
    "delete from customers_note where id = any(%(note)s)",
    "delete from customers_identity where contact_id = any(%(contact)s) or company_id = any(%(company)s)",
    "delete from customers_address where contact_id = any(%(contact)s) or company_id = any(%(company)s)",
    "delete from customers_position where contact_id = any(%(contact)s)",
    "delete from customers_note where contact_id = any(%(contact)s) or company_id = any(%(company)s)",
    "update customers_company set parent_id = null where parent_id = any(%(company)s)",
    "delete from customers_contact where id = any(%(contact)s)",
    "delete from customers_company where id = any(%(company)s)",
)
# Tasks of one's own are about no customer by whom their events would be found.
ABOUT_NOBODY = (
    "customers.task_created",
    "customers.task_changed",
    "customers.task_completed",
    "customers.task_trashed",
)
ABOUT_COLLEAGUES = (
    "foundation.user_invited",
    "foundation.user_changed",
    "foundation.user_deactivated",
    "foundation.user_reactivated",
    "foundation.password_link_made",
    "foundation.password_chosen",
    "foundation.address_confirmed",
    "foundation.user_signed_in",
    "foundation.team_created",
    "foundation.team_changed",
)


def remove_sample_customers(*, by: Actor) -> Sequence[str]:
    """Returns the names of records and colleagues that stay."""
    found = sample()
    records = {kind: found.going(kind) for kind in ("contact", "company", "note", "task", "activity")}
    with connection.cursor() as cursor:
        for statement in _GONE:
            cursor.execute(statement, {kind: list(ids) for kind, ids in records.items()})
    gone = set().union(*records.values())
    Tagging.objects.filter(record_id__in=gone).delete()
    forget_history(list(gone), kinds=ABOUT_NOBODY)
    _remove_tags(found)
    staying = _remove_colleagues(found, by)
    _remove_empty_change_sets()
    return [*_names(found), *staying]


def _remove_tags(found: Sample) -> None:
    """Those that nobody has put on anything of his own."""
    unused = Tag.objects.filter(pk__in=found.going("tag"), taggings=None)
    gone = list(unused.values_list("id", flat=True))
    unused.delete()
    forget_history(gone)


def _remove_colleagues(found: Sample, by: Actor) -> list[str]:
    """Who looks after something, did something that stays, or is removing the sample right now, stays."""
    people = User.objects.filter(pk__in=found.going("user") - {by.id}).order_by("name")
    gone: list[UUID] = [id_ for user in people if not _did_something(user) and (id_ := _deleted(user))]
    teams = (
        Team.objects.filter(pk__in=found.going("team")).exclude(_changed(found.going("team"))).order_by("-path__len")
    )
    gone += [id_ for team in teams if not team.members.exists() and (id_ := _deleted(team))]
    forget_history(gone, kinds=ABOUT_COLLEAGUES)
    return list(
        User.objects.filter(pk__in=found.created.get("user", ())).order_by("name").values_list("name", flat=True)
    )


def _did_something(user: User) -> bool:
    """A name in a history that stays must not become nobody's. Their own account does not count."""
    return Change.objects.filter(actor_id=user.id).exclude(record_id=user.id).exists()


def _changed(teams: Iterable[UUID]) -> Q:
    touched = Change.objects.filter(record_id__in=list(teams)).exclude(act="create")
    return Q(pk__in=touched.values("record_id"))


def _deleted(record: User | Team) -> UUID | None:
    """Its id, unless something of somebody's belongs to it."""
    id_ = record.id
    try:
        record.delete()
    except ProtectedError:
        return None
    return id_


def _remove_empty_change_sets() -> None:
    for change_set in ChangeSet.objects.filter(kind=KIND):
        if not Change.objects.filter(change_set_id=change_set.id).exists():
            change_set.delete()


def _names(found: Sample) -> list[str]:
    companies = Company.objects.filter(pk__in=found.kept["company"]).order_by("sort_key")
    contacts = Contact.objects.filter(pk__in=found.kept["contact"]).order_by("sort_key")
    tasks = Task.objects.filter(pk__in=found.kept["task"]).order_by("sort_key")
    activities = Activity.objects.filter(pk__in=found.kept["activity"]).order_by("sort_key")
    return [name for rows in (companies, contacts, tasks, activities) for name in rows.values_list("name", flat=True)]
