"""What can go wrong with the database on this machine, each in a sentence for the person at the console."""

from trato.kit.errors import DomainError


class DatabaseTrouble(DomainError):
    """The embedded database cannot be used."""


class HomeRefused(DatabaseTrouble):
    """The folder for our data is not one we may use."""


class BinariesMissing(DatabaseTrouble):
    """There is no PostgreSQL on this machine that fits."""


class CreationFailed(DatabaseTrouble):
    """`initdb` did not finish."""


class ServerDidNotStart(DatabaseTrouble):
    """The server ended or stayed silent instead of answering."""


class ServerDidNotStop(DatabaseTrouble):
    """The server was asked to stop and is still there."""


class PasswordRefused(DatabaseTrouble):
    """The server answers, but not to our password."""
