from trato.kit.errors import DomainError


class LeadRefused(DomainError):
    """This cannot be done with this contact as a lead."""
