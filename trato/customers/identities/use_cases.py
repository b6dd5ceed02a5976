"""What happens to identities when their record goes to the trash and comes back."""

from collections.abc import Sequence
from uuid import UUID

from trato.customers.identities.models import Identity
from trato.customers.identities.part import as_value, is_naming


def give_up_identities(owner: str, ids: Sequence[UUID]) -> None:
    """Others may have them now."""
    Identity.objects.filter(**{f"{owner}_id__in": list(ids)}).update(is_living=False)


def take_identities_back(owner: str, ids: Sequence[UUID]) -> list[str]:
    """Returns what others took meanwhile."""
    taken: list[str] = []
    for row in Identity.objects.filter(**{f"{owner}_id__in": list(ids)}).select_for_update().order_by("id"):
        same = Identity.objects.filter(kind=row.kind, source=row.source, normalised=row.normalised, is_living=True)
        if is_naming(as_value(row)) and same.filter(**{f"{owner}__isnull": False}).exclude(pk=row.pk).exists():
            taken.append(row.value)
            row.delete()
        else:
            Identity.objects.filter(pk=row.pk).update(is_living=True)
    return taken
