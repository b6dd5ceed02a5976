"""The bell's number is said in every language, whatever its rules for plurals are."""

import pytest
from django.test import Client

from trato.customers.public import create_tasks
from trato.customers.tests.reading import Readers
from trato.foundation.public import Actor, User


@pytest.mark.parametrize("language", ["en", "es", "te"])
@pytest.mark.parametrize("count", [1, 2])
def test_a_page_opens_with_unread_news(client: Client, alice: User, as_ada: Actor, language: str, count: int) -> None:
    User.objects.filter(pk=alice.pk).update(language=language)
    create_tasks([{"name": f"Call {number}", "owner": str(alice.id)} for number in range(count)], by=as_ada)
    Readers().run()
    client.force_login(alice)
    answer = client.get("/contacts/")

    assert answer.status_code == 200
    assert f'<b aria-hidden="true">{count}</b>' in answer.content.decode()
