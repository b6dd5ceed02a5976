"""What modules above may use of the staff pages."""

from trato.web.creating.once import once
from trato.web.people.requests import StaffRequest
from trato.web.records.queries import colleagues
from trato.web.records.retelling import repanelled, retold
from trato.web.shell.toasts import say
