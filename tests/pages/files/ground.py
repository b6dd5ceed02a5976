"""A colleague who brings files to records."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from trato.customers.public import Company, Contact
from trato.foundation.public import (
    StoredFile,
    User,
)

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
PDF = b"%PDF-1.7\n" + b"x" * 64
HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def files_of(record: Contact | Company) -> str:
    return f"/{'contacts' if isinstance(record, Contact) else 'companies'}/{record.pk}/files/"


def bring(client: Client, record: Contact | Company, *files: tuple[str, bytes], htmx: bool = True) -> object:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(files_of(record), {"file": sent}, headers=HTMX if htmx else {})


def only() -> StoredFile:
    return StoredFile.objects.get()
