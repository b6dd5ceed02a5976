from trato.kit.errors import DomainError


class ReportRefused(DomainError):
    """Asked for something that no report knows."""
