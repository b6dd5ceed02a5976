from trato.kit.errors import DomainError


class NotAllowed(DomainError):
    """The actor sees the thing but may not do this with it (403)."""


class NotFound(DomainError):
    """There is no such thing, or it is not the actor's to see (404)."""


class Conflict(DomainError):
    """Somebody else was faster (409). Nothing was overwritten."""


class Gone(DomainError):
    """It was there, and what was asked for cannot be done with it any more (410)."""
