"""What other modules may use from customers."""

from trato.customers.companies.events import CompanyChanged, CompanyCreated, CompanyRestored, CompanyTrashed
from trato.customers.companies.models import Company
from trato.customers.companies.use_cases.create import create_companies
from trato.customers.companies.use_cases.trash import restore_companies, trash_companies
from trato.customers.companies.use_cases.update import update_companies
from trato.customers.contacts.events import ContactChanged, ContactCreated, ContactRestored, ContactTrashed
from trato.customers.contacts.models import Contact
from trato.customers.contacts.queries import members_of, root_of
from trato.customers.contacts.use_cases.create import create_contacts
from trato.customers.contacts.use_cases.trash import restore_contacts, trash_contacts
from trato.customers.contacts.use_cases.update import update_contacts
from trato.customers.notes.models import Note
from trato.customers.notes.use_cases import change_note, delete_note, write_note
from trato.customers.tasks.models import Task
from trato.customers.tasks.use_cases.create import create_tasks
from trato.customers.tasks.use_cases.remind import remind_of_tasks
from trato.customers.tasks.use_cases.trash import restore_tasks, trash_tasks
from trato.customers.tasks.use_cases.update import complete_tasks, reopen_tasks, update_tasks
from trato.customers.timeline.queries import story_of_company, story_of_contact
