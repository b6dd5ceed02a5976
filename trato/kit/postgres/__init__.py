"""A PostgreSQL of our own under our own supervisor; the ways in are `home`, `tenancy` and `health`."""
