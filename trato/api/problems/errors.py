from trato.kit.errors import DomainError


class BodyUnreadable(DomainError):
    """The body is no JSON (400)."""


class WrongContentType(DomainError):
    """The body is said to be something else than JSON (415)."""


class TextUnstorable(DomainError):
    """A text in the body holds what no database can store (422)."""


class ChangedMeanwhile(DomainError):
    """If-Match names a version that is no more (412)."""
