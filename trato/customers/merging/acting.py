"""The verbs of merging by kind, for doors that serve both."""

from collections.abc import Callable
from typing import Any

from trato.customers.merging.use_cases.merge import merge_companies, merge_contacts
from trato.customers.merging.use_cases.unmerge import unmerge_companies, unmerge_contacts

MERGE: dict[str, Callable[..., Any]] = {"contact": merge_contacts, "company": merge_companies}
UNMERGE: dict[str, Callable[..., Any]] = {"contact": unmerge_contacts, "company": unmerge_companies}
