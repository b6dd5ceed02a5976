import os

import pytest
from django.db import connection, connections

from trato.kit.postgres.forking import leave_connections


def pid_of_session() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_process_that_will_fork_lets_go_of_its_connections() -> None:
    before = pid_of_session()

    leave_connections()
    assert connection.connection is None
    assert connection.alias not in type(connections[connection.alias])._connection_pools

    assert pid_of_session() != before, "whoever asks afterwards opens one of his own"


@pytest.mark.django_db(transaction=True)
def test_a_child_has_a_session_of_its_own() -> None:
    """As a worker of the web server that was forked after the home was looked at."""
    pid_of_session()
    leave_connections()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, str(pid_of_session()).encode())
        finally:
            os._exit(0)  # whatever happened: there is one pytest
    os.waitpid(child, 0)
    os.close(writing)

    told = os.read(reading, 20)

    os.close(reading)
    assert int(told) != pid_of_session()
