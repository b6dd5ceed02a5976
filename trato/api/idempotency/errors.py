from trato.foundation.public import Conflict
from trato.kit.errors import DomainError


class KeyUnreadable(DomainError):
    """The Idempotency-Key is no key."""


class KeyUsedForAnother(DomainError):
    """The same key came with another request (422)."""


class KeyInUse(Conflict):
    """The first request with this key has not been answered yet (409, try again)."""
