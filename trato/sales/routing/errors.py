from trato.kit.errors import DomainError


class RoutingRefused(DomainError):
    """That cannot be a rule of who gets a lead, or nobody's working hours."""
