"""What the tests of the API have in common: contacts made and listed by a program."""

from trato.kit.testing.programs import Program

Json = dict[str, object]


def made(program: Program, **facts: object) -> Json:
    answer = program.post("/contacts", {"name": "Eva", **facts})
    assert answer.status_code == 201, answer.content
    found: Json = answer.json()
    return found


def listed(program: Program, **query: object) -> list[str]:
    return [each["name"] for each in program.get("/contacts", **query).json()["results"]]
