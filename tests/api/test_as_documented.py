"""Every endpoint answers as its description says, whatever it is sent: Schemathesis over the OpenAPI document."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from trato.api.public import api
from trato.customers.public import Contact
from trato.foundation.public import User
from trato.kit.testing.programs import Program

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
PATIENT = [
    HealthCheck.too_slow,
    HealthCheck.filter_too_much,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
]


def operations() -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(api().get_openapi_schema())
    schema.app = get_wsgi_application()
    found = [each.ok() for each in schema.get_all_operations()]
    return {each.definition.raw["operationId"]: each for each in found}


OPERATIONS = operations()
MODES = list(schemathesis.GenerationMode)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Django's handler closes the connection around each request, and with it the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def holds_for(operation: Any, program: Program, *, examples: int) -> None:
    """Each example finds the same records: what it changes is taken back."""

    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=PATIENT,
    )
    @given(case=st.one_of([operation.as_strategy(generation_mode=mode) for mode in MODES]))
    def check(case: Any) -> None:
        with transaction.atomic():
            answer = case.call(headers=program.headers)
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS)

    check()


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_answer_is_what_the_description_says(
    name: str, ada: User, nuria: Contact, program_of: Callable[[User], Program]
) -> None:
    holds_for(OPERATIONS[name], program_of(ada), examples=6)


@pytest.mark.slow
@pytest.mark.parametrize("name", OPERATIONS)
def test_it_still_is_after_many_more_tries(
    name: str, ada: User, nuria: Contact, program_of: Callable[[User], Program]
) -> None:
    holds_for(OPERATIONS[name], program_of(ada), examples=150)
