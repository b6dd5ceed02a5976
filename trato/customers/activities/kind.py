"""What is known about a call or a meeting, declared once."""

from django.utils.translation import gettext_lazy as _

from trato.customers.activities.models import DIRECTIONS, STATES, TYPES, Activity
from trato.customers.activities.outcomes import outcomes_beginning_with
from trato.customers.activities.part import ParticipantsPart
from trato.customers.activities.use_cases.create import create_activities
from trato.customers.activities.use_cases.trash import restore_activities, trash_activities
from trato.customers.activities.use_cases.update import update_activities
from trato.customers.shared_fields import shared_fields
from trato.foundation.public import Field, FieldType, RecordKind

SECTION = _("Call or meeting")
ALIKE = ("owner", "team", "created_at", "updated_at")

_ABOUT = {
    name: f"(select json_build_object('id', c.id, 'name', c.name) from customers_{name} c where c.id = r.{name}_id)"  # noqa: S608  # constants
    for name in ("contact", "company")
}
_CONTACTS = """(select coalesce(json_agg(json_build_object('id', c.id, 'name', c.name) order by p.place, p.id), '[]')
  from customers_participant p join customers_contact c on c.id = p.contact_id where p.activity_id = r.id)"""
_COLLEAGUES = """(select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) order by p.place, p.id), '[]')
  from customers_participant p join foundation_user u on u.id = p.user_id where p.activity_id = r.id)"""

FIELDS = [
    Field(
        name="name",
        label=_("Subject"),
        type=FieldType.TEXT,
        sql="r.name",
        column="name",
        section=SECTION,
        sortable=True,
        sort_sql="r.sort_key",
        searchable=True,
        listed=True,
        quick=True,
        personal=True,
        warehouse="name",
        also=("title", "call title", "meeting name", "asunto"),
    ),
    Field(
        name="type",
        label=_("Type"),
        type=FieldType.CHOICE,
        choices=TYPES,
        sql="r.type",
        column="type",
        section=SECTION,
        listed=True,
        quick=True,
        warehouse="type",
        also=("activity type", "tipo"),
    ),
    Field(
        name="starts_at",
        label=_("When"),
        type=FieldType.MOMENT,
        sql="r.starts_at",
        column="starts_at",
        section=SECTION,
        sortable=True,
        sort_sql="r.starts_at",
        listed=True,
        quick=True,
        icon="calendar",
        warehouse="starts_at",
        also=("start time", "start", "start date", "date", "activity date", "fecha"),
    ),
    Field(
        name="minutes",
        label=_("Minutes"),
        type=FieldType.NUMBER,
        sql="r.minutes",
        column="minutes",
        section=SECTION,
        listed=True,
        quick=True,
        warehouse="minutes",
        also=("duration", "duration minutes", "duración"),
    ),
    Field(
        name="state",
        label=_("State"),
        type=FieldType.CHOICE,
        choices=STATES,
        sql="r.state",
        column="state",
        section=SECTION,
        listed=True,
        warehouse="state",
        also=("status", "estado"),
    ),
    Field(
        name="direction",
        label=_("Direction"),
        type=FieldType.CHOICE,
        choices=DIRECTIONS,
        sql="r.direction",
        column="direction",
        section=SECTION,
        warehouse="direction",
        also=("call direction", "call type"),
    ),
    Field(
        name="outcome",
        label=_("Outcome"),
        type=FieldType.TEXT,
        sql="r.outcome",
        column="outcome",
        section=SECTION,
        listed=True,
        suggest=outcomes_beginning_with,
        warehouse="outcome",
        also=("call outcome", "meeting outcome", "call result", "result", "resultado"),
    ),
    Field(
        name="contact",
        label=_("Contact"),
        type=FieldType.REFERENCE,
        refers_to="contact",
        sql=_ABOUT["contact"],
        column="contact_id",
        section=SECTION,
        listed=True,
        quick=True,
        icon="users",
        also=("contact name", "associated contact", "contacto"),
    ),
    Field(
        name="company",
        label=_("Company"),
        type=FieldType.REFERENCE,
        refers_to="company",
        sql=_ABOUT["company"],
        column="company_id",
        section=SECTION,
        listed=True,
        icon="building",
        also=("company name", "account", "associated company", "empresa"),
    ),
    Field(
        name="place",
        label=_("Place or link"),
        type=FieldType.TEXT,
        sql="r.place",
        column="place",
        section=SECTION,
        personal=True,
        also=("location", "lugar"),
    ),
    Field(
        name="remind_at",
        label=_("Remind at"),
        type=FieldType.MOMENT,
        sql="r.remind_at",
        column="remind_at",
        section=SECTION,
        help=_("Without it those who take part are reminded a quarter of an hour before."),
        also=("reminder", "reminder date"),
    ),
    Field(
        name="details",
        label=_("Notes"),
        type=FieldType.LONG_TEXT,
        sql="r.details",
        column="details",
        section=SECTION,
        searchable=True,
        personal=True,
        also=("description", "call notes", "meeting notes", "notes", "body", "descripción"),
    ),
    *(field for field in shared_fields() if field.name in ALIKE),
    Field(
        name="contacts",
        label=_("Contacts who take part"),
        type=FieldType.REFERENCES,
        refers_to="contact",
        sql=_CONTACTS,
        part="contacts",
        personal=True,
        also=("attendees", "participants", "invitees", "asistentes"),
    ),
    Field(
        name="colleagues",
        label=_("Colleagues who take part"),
        type=FieldType.USERS,
        sql=_COLLEAGUES,
        part="colleagues",
        also=("internal attendees", "team members"),
    ),
]

ACTIVITY = RecordKind(
    name="activity",
    plural="activities",
    module="customers",
    label=_("Activity"),
    label_plural=_("Calls and meetings"),
    icon="calendar",
    order=35,
    model=lambda: Activity,
    fields=FIELDS,
    parts=lambda: (ParticipantsPart("contacts"), ParticipantsPart("colleagues")),
    create=create_activities,
    update=update_activities,
    trash=trash_activities,
    restore=restore_activities,
    default_sort="starts_at",
    has_tree_of_merges=False,
    sections=(SECTION, next(field.section for field in shared_fields() if field.name == "owner")),
    subtitle=("contact", "company"),
    headline=("state", "starts_at", "owner"),
    face="sign",
    opens_with={"state": ("planned",)},
    opens_with_label=_("To come"),
    empty_hint=_("Calls and meetings, planned or held: with whom, when, how long, and what came of it."),
)
