from trato.foundation.installation.use_cases.change import change_installation
from trato.foundation.installation.use_cases.first_run_link import make_first_run_link
from trato.foundation.installation.use_cases.set_up import (
    AdministratorFacts,
    create_installation,
    first_administrator,
    set_up,
)

__all__ = [
    "AdministratorFacts",
    "change_installation",
    "create_installation",
    "first_administrator",
    "make_first_run_link",
    "set_up",
]
