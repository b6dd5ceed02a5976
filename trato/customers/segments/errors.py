from trato.kit.errors import DomainError


class SegmentInUse(DomainError):
    """Another segment is made of this one."""


class SegmentRing(DomainError):
    """A segment would be made of itself."""
