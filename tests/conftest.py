"""The cast of the package's tests plays here too."""

from trato.conftest import *  # noqa: F403  # fixtures are found by their names here
from trato.conftest import _empty_log as _empty_log  # a star passes over it
