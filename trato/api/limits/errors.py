from collections.abc import Mapping

from trato.kit.errors import DomainError


class TooManyRequestsOfToken(DomainError):
    """The token's bucket is empty (429)."""

    def __init__(self, sentence: str, *, seconds: int, headers: Mapping[str, str]) -> None:
        super().__init__(sentence)
        self.seconds, self.headers = seconds, headers
