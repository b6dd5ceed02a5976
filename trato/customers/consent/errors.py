from trato.kit.errors import DomainError


class ConsentRefused(DomainError):
    """This entry cannot be written into the ledger."""


class PurposeRefused(DomainError):
    """A purpose or its wording cannot be kept like this."""


class LinkUnknown(DomainError):
    """The link to a preference page is expired, replaced or not ours."""


class TooManyAnswers(DomainError):
    """Somebody sends a preference page far more often than a person would."""
