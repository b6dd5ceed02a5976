from trato.customers.addresses.models import Address
from trato.customers.companies.models import Company
from trato.customers.contacts.models import Contact
from trato.customers.identities.models import Identity
from trato.customers.notes.models import Mention, Note
from trato.customers.positions.models import Position
from trato.customers.tags.models import Tag, Tagging
from trato.customers.tasks.models import Task

__all__ = ["Address", "Company", "Contact", "Identity", "Mention", "Note", "Position", "Tag", "Tagging", "Task"]
