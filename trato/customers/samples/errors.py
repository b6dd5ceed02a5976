from trato.kit.errors import DomainError


class DemoRefused(DomainError):
    """The demo would stand in somebody's way."""
