"""What is known about a list, declared once."""

from django.utils.translation import gettext_lazy as _

from trato.customers.groups import group_fields
from trato.customers.lists.models import StaticList
from trato.customers.lists.use_cases.create import create_lists
from trato.customers.lists.use_cases.trash import restore_lists, trash_lists
from trato.customers.lists.use_cases.update import update_lists
from trato.customers.shared_fields import shared_fields
from trato.foundation.public import RecordKind

ABOUT = _("List")

LIST = RecordKind(
    name="list",
    plural="lists",
    module="customers",
    label=_("List"),
    label_plural=_("Lists"),
    icon="list-check",
    order=55,
    model=lambda: StaticList,
    fields=group_fields(ABOUT),
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
