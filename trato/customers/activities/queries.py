"""Questions about calls and meetings."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from babel.dates import format_datetime
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trato.customers.about.queries import CUSTOMERS, behind, customers_and_others
from trato.customers.activities.models import PLANNED, Activity, Participant
from trato.customers.companies.queries import cluster_of as firms_of
from trato.customers.contacts.models import Contact
from trato.customers.contacts.queries import members_of
from trato.foundation.public import STANDING, Actor, NotFound, Notification, record_kind, tell_records
from trato.kit.clock import now

BEFOREHAND = timedelta(minutes=15)  # when a meeting is said again, unless a moment was asked for
MOST = 5
MOST_OFFERED = 20
COUNTED = 1_000


def when_to_remind(activity: Activity, moment: datetime) -> datetime | None:
    """Never for what is past already: an import brings old meetings."""
    when = activity.remind_at or activity.starts_at - BEFOREHAND
    is_waiting = activity.state == PLANNED and activity.deleted_at is None
    return when if is_waiting and when > moment and when != activity.reminded_for else None


def activity_seen_by(activity_id: UUID, actor: Actor) -> Activity:
    found = Activity.objects.seen_by(actor).select_related("owner").filter(pk=activity_id).first()
    if found is None:
        raise NotFound(_("There is no such activity, or it is not yours to see."))
    return found


def contacts_in(ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """The contacts who take part in each, the one it is about among them."""
    found: dict[UUID, list[UUID]] = {id_: [] for id_ in ids}
    about = Activity.objects.filter(pk__in=ids, contact__isnull=False).values_list("pk", "contact_id")
    rows = Participant.objects.filter(activity_id__in=ids, contact__isnull=False).order_by("place", "id")
    for id_, contact in (*about, *rows.values_list("activity_id", "contact_id")):
        if contact and contact not in found[id_]:
            found[id_].append(contact)
    return found


def customers_of(ids: Sequence[UUID]) -> list[tuple[UUID | None, UUID | None]]:
    """The contact and the company that each is about."""
    rows = Activity.objects.filter(pk__in=ids).values_list("pk", "contact_id", "company_id")
    found = {id_: (contact, company) for id_, contact, company in rows}
    return [found.get(id_, (None, None)) for id_ in ids]


def people_told(ids: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    """The owner and the colleagues who take part in each."""
    found: dict[UUID, set[UUID]] = {id_: set() for id_ in ids}
    owners = Activity.objects.filter(pk__in=ids, is_standing=True, owner__isnull=False).values_list("pk", "owner_id")
    rows = Participant.objects.filter(activity_id__in=ids, activity__is_standing=True, user__isnull=False)
    for id_, user in (*owners, *rows.values_list("activity_id", "user_id")):
        if user:
            found[id_].add(user)
    return found


def activities_of_contact(contact_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    """Not one OR the other: for that, all activities would be read."""
    members = members_of(contact_id)
    own = Activity.objects.filter(contact_id__in=members).order_by().values("pk")
    joined = Participant.objects.filter(contact_id__in=members).order_by().values("activity_id")
    return _told(Activity.objects.filter(pk__in=own.union(joined, all=True)), actor)


def activities_of_company(company_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    return _told(Activity.objects.filter(company_id__in=firms_of(company_id)), actor)


def activities_about(kind: str, id_: UUID, actor: Actor) -> Mapping[str, object] | None:
    """About a record of another kind than contact and company."""
    return _told(Activity.objects.filter(about_kind=kind, about_id=id_), actor)


def _told(rows: QuerySet[Activity], actor: Actor) -> dict[str, object] | None:
    """What is planned, the soonest first, then the latest of what was held."""
    seen = rows.seen_by(actor).filter(STANDING)  # type: ignore[attr-defined]  # an ActivityQuerySet
    planned = list(seen.filter(state=PLANNED).select_related("owner").order_by("starts_at", "id")[:MOST])
    held = list(
        seen.exclude(state=PLANNED).select_related("owner").order_by("-starts_at", "-id")[: MOST - len(planned)]
    )
    if not planned and not held:
        return None
    mine = _changeable([*planned, *held], actor)
    count = seen.order_by()[: COUNTED + 1].count()
    lines = [activity_line(each, may_change=each.id in mine) for each in (*planned, *held)]
    return {"activities": lines, "count": f"{COUNTED:,}+" if count > COUNTED else str(count)}


def _changeable(rows: Sequence[Activity], actor: Actor) -> set[UUID]:
    within = Activity.objects.within(actor, "customers.edit_activities")
    return set(within.filter(pk__in=[each.id for each in rows]).values_list("pk", flat=True))


def activity_line(activity: Activity, *, may_change: bool) -> dict[str, Any]:
    return {
        "activity": activity,
        "icon": icon_of(activity.type),
        "when": when_in_words(activity),
        "is_late": activity.is_planned and activity.ends_at < now(),
        "may_hold": may_change and activity.is_planned,
    }


def icon_of(type_: str) -> str:
    return {"call": "phone", "meeting": "users"}[type_]


def when_in_words(activity: Activity) -> str:
    language = (get_language() or "en").replace("-", "_")
    return str(format_datetime(timezone.localtime(activity.starts_at), "short", locale=language))


def participants_of(activity_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    """For the page of a call or meeting: who takes part. Contacts out of the reader's sight are left out."""
    rows = Participant.objects.filter(activity_id=activity_id).order_by("place", "id")
    contacts = {each.id: each for each in Contact.objects.seen_by(actor).filter(takes_part__activity_id=activity_id)}
    within = Activity.objects.within(actor, "customers.edit_activities").filter(pk=activity_id, deleted_at=None)
    return {
        "activity": activity_id,
        "contacts": [contacts[row.contact_id] for row in rows if row.contact_id in contacts],
        "colleagues": [row.user for row in rows.select_related("user") if row.user],
        "may_change": within.exists(),
    }


def offered_contacts(kind: str, about: UUID, actor: Actor) -> list[tuple[str, str]]:
    """Who may have been there too: the people of the same firm."""
    if kind not in CUSTOMERS:
        return _offered_behind(kind, about, actor)
    firms = firms_of(about) if kind == "company" else None
    seen = Contact.objects.seen_by(actor).filter(STANDING)
    if firms is None:
        members = members_of(about)
        own = Contact.objects.filter(pk__in=members, positions__company__isnull=False).values("positions__company")
        seen = seen.filter(positions__company__in=own).exclude(pk__in=members)
    else:
        seen = seen.filter(positions__company__in=firms)
    found = seen.distinct().order_by("sort_key", "id")[:MOST_OFFERED]
    return [(str(each.id), each.name) for each in found]


def _offered_behind(kind: str, about: UUID, actor: Actor) -> list[tuple[str, str]]:
    """The contact with whom it is, and the people of the firm."""
    contact, company = behind(kind, [about]).get(about, (None, None))
    seen = Contact.objects.seen_by(actor).filter(STANDING)
    own = [(str(each.id), each.name) for each in seen.filter(pk__in=[contact] if contact else [])]
    others = offered_contacts("company", company, actor) if company else []
    return list(dict.fromkeys([*own, *others]))[:MOST_OFFERED]


def tell_activities(notifications: Sequence[Notification], reader: Actor) -> Mapping[UUID, Mapping[str, Any]]:
    """As `tell_records`, with what is known of when."""
    told = tell_records(notifications, reader)
    rows = Activity.objects.in_bulk([each.subject_id for each in notifications])
    return {
        each.id: {**told[each.id], "when": when_in_words(rows[each.subject_id])}
        for each in notifications
        if each.id in told and each.subject_id in rows
    }


def page_about(activity: Activity) -> str:
    """The page on which it stands: of what it is about, or its own."""
    kind, id_ = next(iter(customers_and_others(activity)), ("activity", activity.id))
    return reverse("web:record", args=[record_kind(kind).plural, id_])
