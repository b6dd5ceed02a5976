from trato.kit.errors import DomainError


class RuleRefused(DomainError):
    """A rule that is none. The field is its place in the tree: filter/and/0/value."""


def refused(place: str, sentence: str) -> RuleRefused:
    return RuleRefused(sentence, field=place)
