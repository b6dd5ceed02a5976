"""Lists as people keep them: what is filtered, in which order and shape, under a name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trato.foundation.actors.actor import Actor
from trato.foundation.people.models import Team, User
from trato.kit.records import Record

SHARE_VIEWS = "foundation.share_views"


class Audience(models.TextChoices):
    PRIVATE = "private", _("Only me")
    TEAM = "team", _("A team")
    EVERYBODY = "everybody", _("Everybody")


class SavedViews(models.QuerySet["SavedView"]):
    def seen_by(self, actor: Actor) -> "SavedViews":
        """One's own, those for everybody, and those of the teams one is in, of teams above them and below."""
        above = {id_ for path in Team.objects.filter(pk__in=actor.teams).values_list("path", flat=True) for id_ in path}
        shared = Q(audience=Audience.EVERYBODY) | Q(audience=Audience.TEAM, team_id__in=above | set(actor.subtree))
        return self.filter(shared | Q(owner_id=actor.id), deleted_at__isnull=True)


class SavedView(Record):
    """`kind` is the kind of record it lists. `query` is what its address says: texts by name."""

    kind = models.CharField(max_length=50)
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PRIVATE)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="+")
    query = models.JSONField(default=dict)
    place = models.IntegerField(default=0)
    deleted_at = models.DateTimeField(null=True)

    objects = SavedViews.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "place", "id"], name="view_of_kind", condition=Q(deleted_at=None))]

    def __str__(self) -> str:
        return self.name

    def may_be_changed_by(self, actor: Actor) -> bool:
        return self.owner_id == actor.id or (self.audience != Audience.PRIVATE and actor.may(SHARE_VIEWS))


class DefaultView(Record):
    """The tab that is open when somebody comes to a list: for one person, or for the members of a team."""

    kind = models.CharField(max_length=50)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "user"], name="default_view_of_person"),
            models.UniqueConstraint(fields=["kind", "team"], name="default_view_of_team"),
            models.CheckConstraint(
                condition=Q(user__isnull=True, team__isnull=False) | Q(user__isnull=False, team__isnull=True),
                name="default_view_of_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.view_id)
