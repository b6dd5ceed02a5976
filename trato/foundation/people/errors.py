from trato.kit.errors import DomainError


class ColleagueRefused(DomainError):
    """What was given about a colleague cannot be taken."""


class LastAdministrator(DomainError):
    """Somebody must be left who can manage people."""


class TeamRefused(DomainError):
    """The tree of teams cannot be like that."""


class RoleRefused(DomainError):
    """The role cannot be like that."""
