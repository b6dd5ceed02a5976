from trato.customers.addresses.models import Address
from trato.customers.companies.models import Company
from trato.customers.contacts.models import Contact
from trato.customers.identities.models import Identity
from trato.customers.notes.models import Note
from trato.customers.positions.models import Position
from trato.customers.tags.models import Tag, Tagging

__all__ = ["Address", "Company", "Contact", "Identity", "Note", "Position", "Tag", "Tagging"]
