"""What is raised when the database does not answer, as opposed to when it says no."""

from django.db.utils import InterfaceError, OperationalError
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests

UNREACHABLE = (OperationalError, InterfaceError, PoolTimeout, PoolClosed, TooManyRequests)
