from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class ProductCreated(Event):
    kind = "commerce.product_created"
    subject_type = "product"

    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ProductChanged(Event):
    kind = "commerce.product_changed"
    subject_type = "product"

    fields: tuple[str, ...] = ()
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ProductTrashed(Event):
    kind = "commerce.product_trashed"
    subject_type = "product"


@dataclass(frozen=True, kw_only=True)
class ProductRestored(Event):
    kind = "commerce.product_restored"
    subject_type = "product"
