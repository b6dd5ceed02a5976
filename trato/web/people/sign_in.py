"""How colleagues sign in: allauth does it; nobody signs themselves up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ColleaguesOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People come by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
