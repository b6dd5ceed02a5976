from collections.abc import Callable

from trato.foundation.public import Team, User
from trato.kit.testing.programs import Program


def test_colleagues_see_one_another(program: Program, bob: User, south: Team) -> None:
    found = {each["name"]: each for each in program.get("/users").json()["results"]}

    assert found["Bob"] == {
        "id": str(bob.id),
        "name": "Bob",
        "email": "bob@acequia.example",
        "active": True,
        "teams": [{"id": str(south.id), "name": "South"}],
    }


def test_who_left_is_still_listed(program: Program, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)

    assert program.get(f"/users/{bob.id}").json()["active"] is False


def test_the_list_is_paged(program: Program, bob: User, ada: User) -> None:
    names, after = [], ""
    for _page in range(3):
        page = program.get("/users", limit=1, **({"after": after} if after else {})).json()
        names += [each["name"] for each in page["results"]]
        after = (page["paging"]["next"] or {}).get("after", "")

    assert sorted(names) == ["Ada", "Alice", "Bob"]
    assert after == ""


def test_a_bent_cursor_is_refused(program: Program) -> None:
    for cursor in ("x", "!!!", "WzFd", "ñ", "W10", "bnVsbA", "x" * 5_000):
        answer = program.get("/users", after=cursor)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "after"


def test_nobody_of_that_id(program: Program, north: Team) -> None:
    assert program.get(f"/users/{north.id}").status_code == 404


def test_a_token_tells_whom_it_speaks_for(alice: User, program: Program) -> None:
    me = program.get("/me").json()

    assert (me["name"], me["is_administrator"], me["token"]["name"]) == ("Alice", False, "Test")
    assert me["rights"]["customers.see_contacts"] == "subtree"


def test_an_administrator_is_told_apart(adas_program: Program) -> None:
    assert adas_program.get("/me").json()["is_administrator"] is True


def test_no_right_is_needed_to_know_oneself(charlie: User, program_of: Callable[[User], Program]) -> None:
    assert program_of(charlie).get("/me").json()["rights"] == {}
