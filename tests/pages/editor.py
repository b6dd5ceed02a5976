"""A colleague at the fields of one record, for the tests of editing."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from trato.customers.public import Company, Contact
from trato.foundation.public import User

HTMX = {"HX-Request": "true"}


class Editor:
    """A colleague at the fields of one record."""

    def __init__(self, user: User, record: Contact | Company) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.record = record
        self.plural = "contacts" if isinstance(record, Contact) else "companies"

    def address(self, name: str) -> str:
        return f"/{self.plural}/{self.record.pk}/fields/{name}/"

    def open(self, name: str, **headers: str) -> str:
        return self.client.get(self.address(name), headers={**HTMX, **headers}).content.decode()

    def save(self, field: str, value: Any = "", *, seen_version: int | None = None, **more: Any) -> HttpResponse:
        seen = {} if seen_version is None else {"seen_version": seen_version}
        return self.client.post(self.address(field), {"value": value, **seen, **more}, headers=HTMX)  # type: ignore[return-value]

    def stored(self, field: str) -> Any:
        kept = type(self.record).objects.get(pk=self.record.pk)
        return getattr(kept, field)
