"""How often a job is tried, and where it waits."""

from procrastinate import RetryStrategy

# A lost database is back in seconds, a mail server in minutes: 2, 4, 8 … 256 seconds between eight tries.
PATIENTLY = RetryStrategy(max_attempts=8, exponential_wait=2)

# Work of minutes has a queue of its own, so that what takes a moment never waits behind it.
LONG = "long"
