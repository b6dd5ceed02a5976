"""Words that several programs have for the same."""

COMPANIES, CONTACTS, TAGS, TASKS, ACTIVITIES, NOTES, CONSENTS = 10, 20, 40, 50, 60, 70, 90
RELATIONS = 25
USERS = 1

TASK_STATES = {
    "completed": "done",
    "done": "done",
    "closed": "done",
    "1": "done",
    "true": "done",
    "yes": "done",
    "canceled": "done",
    "cancelled": "done",
    "not started": "open",
    "not_started": "open",
    "in progress": "open",
    "in_progress": "open",
    "started": "open",
    "waiting": "open",
    "waiting on someone else": "open",
    "deferred": "open",
    "to do": "open",
    "todo": "open",
    "planned": "open",
    "today": "open",
    "overdue": "open",
    "0": "open",
    "false": "open",
    "no": "open",
}
PRIORITIES = {"none": "", "medium": "normal", "normal": "normal", "high": "high", "urgent": "high", "low": "low"}
ACTIVITY_STATES = {
    "held": "held",
    "completed": "held",
    "done": "held",
    "1": "held",
    "true": "held",
    "yes": "held",
    "planned": "planned",
    "scheduled": "planned",
    "to do": "planned",
    "0": "",
    "false": "",
    "no": "",
    "not held": "cancelled",
    "canceled": "cancelled",
    "cancelled": "cancelled",
    "no show": "cancelled",
}
DIRECTIONS = {"inbound": "in", "incoming": "in", "in": "in", "outbound": "out", "outgoing": "out", "out": "out"}
DIRECTIONS |= {"internal": ""}
