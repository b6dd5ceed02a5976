from trato.kit.errors import DomainError


class GoalRefused(DomainError):
    """What was typed is no goal, or no adjustment."""
