"""The first page: a company, its first administrator, and roles to begin with."""

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.installation.errors import LinkRefused
from trato.foundation.installation.events import InstallationSetUp
from trato.foundation.installation.facts import CompanyFacts
from trato.foundation.installation.models import Installation
from trato.foundation.installation.queries import first_run_link
from trato.foundation.people.facts import check_password, clean_address, clean_name
from trato.foundation.people.models import Role, User
from trato.foundation.people.recording import record_and_publish
from trato.foundation.people.use_cases.built_in_roles import create_built_in_roles
from trato.foundation.people.use_cases.invite_user import invite_user
from trato.foundation.people.use_cases.own_account import choose_password, set_preferences
from trato.kit.clock import now


@dataclass(frozen=True, kw_only=True)
class AdministratorFacts:
    name: str
    email: str
    password: str


def set_up(token: str, *, company: CompanyFacts, administrator: AdministratorFacts) -> User:
    """Whoever holds the link may do this once; what they were before that is nobody, so the system acts."""
    with transaction.atomic():
        link = first_run_link(token, for_change=True)
        installation = _installation(company.cleaned())
        user = _administrator(administrator, installation)
        link.used_at = now()
        link.save(update_fields=["used_at"])
    return user


def create_installation(company: CompanyFacts) -> Installation:
    """Also for the demo, which needs no link."""
    with transaction.atomic():
        return _installation(company.cleaned())


def _installation(company: CompanyFacts) -> Installation:
    facts = asdict(company) | {"own_domains": list(company.own_domains)}
    installation = Installation(**facts)
    try:
        with transaction.atomic():
            installation.save(force_insert=True)
    except IntegrityError as taken:
        raise LinkRefused(_("This Trato is already set up.")) from taken
    record_and_publish(InstallationSetUp(subject_id=installation.id), by=SYSTEM, act="create", after=facts)
    return installation


def first_administrator(address: str, *, by: Actor, name: str = "", language: str = "en", zone: str = "UTC") -> User:
    """Made at the console before there is a company, or by the first page; asked again, the same one."""
    with transaction.atomic():
        known = User.objects.filter(email=address, roles__is_administrator=True).first()
        if known is not None:
            return set_preferences(name=name, language=language, time_zone=zone, by=known.acting()) if name else known
        role = Role.objects.filter(is_administrator=True).order_by("created_at").first()
        role = role or create_built_in_roles(by=by, language=language)
        return invite_user(address, by=by, name=name, roles=[role.id], language=language, time_zone=zone)


def _administrator(facts: AdministratorFacts, installation: Installation) -> User:
    address = clean_address(facts.email)
    check_password(facts.password, user=User(email=address, name=clean_name(facts.name)))
    invited = first_administrator(
        address, by=SYSTEM, name=facts.name, language=installation.language, zone=installation.time_zone
    )
    return choose_password(facts.password, by=invited.acting())
