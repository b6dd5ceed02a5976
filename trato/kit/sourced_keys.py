"""Ids of several systems told apart: two of them may both count from one."""

BETWEEN = "\x1f"


def sourced_key(source: str, value: str) -> str:
    """As it is where no system is named."""
    return f"{source}{BETWEEN}{value}" if source else value


def value_of(key: str) -> str:
    return key.rpartition(BETWEEN)[2]
