"""What colleagues have done with sample customers and are to do next: tasks, calls and meetings, told from a seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

SEED = 1969
# Tasks, and what was said, in three languages. They are records, not words of the program.
TASKS: Mapping[str, Sequence[str]] = {
    "es": (
        "Enviar el presupuesto revisado",
        "Llamar para cerrar la fecha de la visita",
        "Pedir las fotos del cuadro eléctrico",
        "Preparar la documentación de la subvención",
        "Preguntar cómo va la bomba",
        "Mandar el contrato de mantenimiento",
    ),
    "te": (
        "సవరించిన కొటేషన్ పంపాలి",
        "పొలం చూసే తేదీ ఖరారు చేయాలి",
        "బ్యాంకు పత్రాలు అడగాలి",
        "పంపు ఎలా పనిచేస్తోందో అడగాలి",
        "సర్వీస్ ఒప్పందం పంపాలి",
    ),
    "en": (
        "Send the revised quote",
        "Agree on a day for the site visit",
        "Ask for photos of the switchboard",
        "Chase the grid operator for the permit",
        "Ask how the first month went",
        "Send the maintenance contract",
    ),
}
SAID: Mapping[str, Sequence[str]] = {
    "es": (
        "Quiere verlo funcionando antes de firmar.",
        "Todo en orden. Vuelve a llamar en septiembre.",
        "Pide dos plazos.",
    ),
    "te": ("పని చేస్తున్న వ్యవస్థను చూడాలన్నారు.", "అంతా బాగుంది. వచ్చే నెల మాట్లాడాలి.", "రెండు వాయిదాలు అడిగారు."),
    "en": (
        "Wants to see one running before signing.",
        "All well. Call again in September.",
        "Asks for two instalments.",
    ),
}
OUTCOMES = {"call": ("Reached", "Left a message", "No answer"), "meeting": ("Agreed", "To be continued")}
OF_ONESELF: Sequence[tuple[str, int, str]] = (
    ("Look through last week's new contacts", 0, "weekly"),
    ("Check the subsidy deadlines", 3, "monthly"),
    ("Order brochures for the fair", 1, ""),
    ("Answer the dealer from Porto", -2, ""),
)


@dataclass(frozen=True)
class Said:
    """A record of the agenda, with the moments of its versions: made, and done where it was."""

    values: Mapping[str, Any]
    born: datetime
    done: datetime | None = None


@dataclass
class Agenda:
    until: datetime
    chance: Random = field(default_factory=lambda: Random(SEED))

    def tasks(self, language: str, zone: str) -> list[Said]:
        """Some that were done, and now and then one that waits."""
        names = TASKS.get(language, TASKS["en"])
        found = []
        for name in self.chance.sample(names, self.chance.choice((0, 0, 1, 2))):
            done = self._at_work(self.until - timedelta(days=self.chance.randint(5, 300)), zone)
            found.append(Said({"name": name, "due_on": done.date()}, done - timedelta(days=4), done))
        if self.chance.random() < 0.3:
            day = self.until.date() + timedelta(days=self.chance.choice((-6, -2, 0, 0, 1, 1, 2, 4, 7, 12)))
            urgent = self.chance.choice(("normal", "normal", "high"))
            found.append(Said({"name": self.chance.choice(names), "due_on": day, "priority": urgent}, self._lately()))
        return found

    def activities(self, language: str, zone: str) -> list[Said]:
        """Calls and meetings that were held, and the next ones."""
        found = []
        for _each in range(self.chance.choice((0, 0, 1, 1, 2))):
            when = self._at_work(self.until - timedelta(days=self.chance.randint(2, 360)), zone)
            type_ = self.chance.choice(("call", "call", "meeting"))
            said = {
                "type": type_,
                "state": "held",
                "minutes": self.chance.choice((5, 10, 20, 45, 60)),
                "outcome": self.chance.choice(OUTCOMES[type_]),
                "details": self.chance.choice(SAID.get(language, SAID["en"])),
                "direction": self.chance.choice(("in", "out")) if type_ == "call" else "",
            }
            found.append(Said({**said, "starts_at": when}, when))
        if self.chance.random() < 0.15:
            when = self._at_work(self.until + timedelta(days=self.chance.randint(1, 14)), zone)
            found.append(
                Said({"type": "meeting", "state": "planned", "minutes": 60, "starts_at": when}, self._lately())
            )
        return found

    def of_oneself(self) -> list[Said]:
        """For whoever loads the sample, so that the own day is not empty."""
        today = self.until.date()
        return [
            Said({"name": name, "due_on": today + timedelta(days=days), "repeats": repeats}, self._lately())
            for name, days, repeats in OF_ONESELF
        ]

    def _at_work(self, day: datetime, zone: str) -> datetime:
        hour = time(self.chance.randint(9, 16), self.chance.choice((0, 15, 30)))
        return datetime.combine(day.astimezone(ZoneInfo(zone)).date(), hour, ZoneInfo(zone))

    def _lately(self) -> datetime:
        return self.until - timedelta(days=self.chance.randint(1, 3), hours=self.chance.randint(1, 8))
