"""What of the foundation, and of what it stands on, a copy of the installation does not hold, and why."""

from trato.foundation.extensions.leaving import StaysBehind

_MADE_BY_MIGRATE = "migrate makes it anew, and no row of another table names one of its rows"
_WORK = "what was under way belongs to the processes that did it"

contributions = [
    StaysBehind(
        table="foundation_user",
        column="password",
        instead="!",
        is_secret=True,
        reason="a digest of a password can be guessed at for as long as one likes; people are invited again",
    ),
    StaysBehind(table="django_migrations", reason="the manifest says what the database had been through"),
    StaysBehind(table="django_content_type", reason=_MADE_BY_MIGRATE),
    StaysBehind(table="auth_permission", reason=_MADE_BY_MIGRATE),
    StaysBehind(table="auth_group", reason="Trato has roles instead"),
    StaysBehind(table="auth_group_permissions", reason="Trato has roles instead"),
    StaysBehind(table="django_session", reason="who is signed in at the old place signs in at the new one"),
    StaysBehind(table="account_emailconfirmation", reason="a link that was mailed opens the old place only"),
    StaysBehind(table="foundation_firstrunlink", reason="it opens a home that is not set up yet"),
    StaysBehind(table="foundation_cache", reason="it is forgotten at each start"),
    StaysBehind(table="foundation_export", reason="it names a file that is kept for days and not copied"),
    StaysBehind(table="foundation_arrivingcopy", reason="it is how far an import of a copy is"),
    StaysBehind(table="log_era", reason="the new home begins an era of its own, after those of the copy"),
    StaysBehind(table="procrastinate_jobs", reason=_WORK),
    StaysBehind(table="procrastinate_events", reason=_WORK),
    StaysBehind(table="procrastinate_periodic_defers", reason=_WORK),
    StaysBehind(table="procrastinate_workers", reason=_WORK),
    StaysBehind(table="foundation_jobtrouble", reason=_WORK),
]
