"""What is known about a list, declared once."""

from django.utils.translation import gettext_lazy as _

from trato.customers.lists.models import MEMBER_KINDS, StaticList
from trato.customers.lists.use_cases.create import create_lists
from trato.customers.lists.use_cases.trash import restore_lists, trash_lists
from trato.customers.lists.use_cases.update import update_lists
from trato.customers.shared_fields import shared_fields
from trato.foundation.public import Field, FieldType, RecordKind

ABOUT = _("List")
ALIKE = ("owner", "team", "created_at", "updated_at")

FIELDS = [
    Field(
        name="name",
        label=_("Name"),
        type=FieldType.TEXT,
        sql="r.name",
        column="name",
        section=ABOUT,
        required=True,
        sortable=True,
        sort_sql="r.sort_key",
        searchable=True,
        listed=True,
        quick=True,
    ),
    Field(
        name="member_kind",
        label=_("Made of"),
        type=FieldType.CHOICE,
        choices=MEMBER_KINDS,
        sql="r.member_kind",
        column="member_kind",
        section=ABOUT,
        listed=True,
        quick=True,
        importable=False,
    ),
    Field(
        name="description",
        label=_("Description"),
        type=FieldType.LONG_TEXT,
        sql="r.description",
        column="description",
        section=ABOUT,
        searchable=True,
        listed=True,
        quick=True,
    ),
    *(field for field in shared_fields() if field.name in ALIKE),
]

LIST = RecordKind(
    name="list",
    plural="lists",
    module="customers",
    label=_("List"),
    label_plural=_("Lists"),
    icon="list-check",
    order=55,
    model=lambda: StaticList,
    fields=FIELDS,
    create=create_lists,
    update=update_lists,
    trash=trash_lists,
    restore=restore_lists,
    has_tree_of_merges=False,
    sections=(ABOUT, next(field.section for field in shared_fields() if field.name == "owner")),
    headline=("member_kind", "owner"),
    face="sign",
    empty_hint=_("A list is a group that somebody puts together by hand: guests, winners, people to call."),
)
