"""The four roles a company starts with; it may change them or make others."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.reach import Reach
from trato.foundation.extensions.contributions import Permission
from trato.foundation.extensions.registry import contributions
from trato.foundation.people.models import Role
from trato.foundation.people.use_cases.roles import create_role
from trato.foundation.use_cases import use_case

# How far a seller's verbs go; others, such as creating, have no reach.
SELLING = {"see": Reach.SUBTREE, "edit": Reach.TEAM, "delete": Reach.OWN, "export": Reach.OWN}
# What is asked of sellers, and said of their work, is for those who lead them.
LEADING = ("set", "adjust")


@use_case(right="foundation.manage_people")
def create_built_in_roles(*, by: Actor, language: str) -> Role:
    """Named in the company's language. Returns the administrators' one."""
    with override(language):
        administrator = create_role(_("Administrator"), by=by, rights={}, is_administrator=True)
        create_role(_("Manager"), by=by, rights={p.name: _managing(p) for p in contributions(Permission)})
        create_role(_("Seller"), by=by, rights={p.name: _selling(p) for p in contributions(Permission)})
        create_role(_("Reader"), by=by, rights={p.name: _reading(p) for p in contributions(Permission)})
    return administrator


def _managing(permission: Permission) -> Reach:
    if _is_administration(permission):
        return Reach.NONE
    return Reach.SUBTREE if permission.reaches else Reach.ALL


def _selling(permission: Permission) -> Reach:
    if _is_administration(permission) or _verb(permission) in LEADING:
        return Reach.NONE
    return SELLING.get(_verb(permission), Reach.TEAM) if permission.reaches else Reach.ALL


def _reading(permission: Permission) -> Reach:
    """Records; what foundation lets somebody see is what others did."""
    is_of_records = permission.reaches or not permission.name.startswith("foundation.")
    return Reach.ALL if is_of_records and _verb(permission) == "see" else Reach.NONE


def _verb(permission: Permission) -> str:
    return permission.name.partition(".")[2].partition("_")[0]


def _is_administration(permission: Permission) -> bool:
    """Importing and sharing views belong to daily work; the foundation's other rights, managing anything and
    answering people's requests about their data do not."""
    return _verb(permission) in ("manage", "answer") or (
        permission.name.startswith("foundation.") and _verb(permission) not in ("import", "share")
    )
