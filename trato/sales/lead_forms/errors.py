from trato.kit.errors import DomainError


class LeadFormRefused(DomainError):
    """That cannot be a form."""


class AnswerRefused(DomainError):
    """What was filled in cannot be taken; nothing was lost, it can be sent again."""
