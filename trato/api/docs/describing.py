"""The OpenAPI document, put in the order in which people read it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
NO_BODY: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Member:
    """One line of a table: a parameter, or a property of a body."""

    name: str
    type: str
    description: str
    required: bool = False


@dataclass(frozen=True)
class Endpoint:
    anchor: str
    method: str
    path: str
    summary: str
    description: str
    needs_token: bool
    parameters: list[Member]
    body: list[Member]
    answers: list[tuple[str, str]]
    curl: str


@dataclass(frozen=True)
class Group:
    name: str
    endpoints: list[Endpoint] = field(default_factory=list)


def groups_of(document: Mapping[str, Any], *, base_url: str) -> list[Group]:
    found: dict[str, list[Endpoint]] = defaultdict(list)
    for path, operations in document["paths"].items():
        for method in METHODS:
            if operation := operations.get(method):
                name = next(iter(operation.get("tags", [])), "")
                found[name].append(_endpoint(document, method, path, operation, base_url))
    return [Group(name, endpoints) for name, endpoints in found.items()]


def schemas_of(document: Mapping[str, Any]) -> list[tuple[str, list[Member]]]:
    schemas = document["components"]["schemas"]
    return [(name, list(_members(document, schema))) for name, schema in sorted(schemas.items())]


def _endpoint(
    document: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any], base_url: str
) -> Endpoint:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", NO_BODY)
    members = list(_members(document, body))
    return Endpoint(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        needs_token=bool(operation.get("security")),
        parameters=[_parameter(each) for each in operation["parameters"]],
        body=members,
        answers=[(str(status), each["description"]) for status, each in operation["responses"].items()],
        curl=_curl(method, f"{base_url}{path}", has_body=bool(members), is_open=not operation.get("security")),
    )


def _parameter(given: Mapping[str, Any]) -> Member:
    return Member(given["name"], type_of(given["schema"]), given.get("description", ""), given["required"])


def _members(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Member]:
    schema = _resolved(document, schema)
    required = schema.get("required", [])
    for name, each in schema.get("properties", {}).items():
        yield Member(name, type_of(each), each.get("description", ""), name in required)


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Mapping[str, Any] = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def type_of(schema: Mapping[str, Any]) -> str:
    """In a few words: text, list of …, one of …"""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(type_of(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " | ".join("null" if each is None else str(each) for each in schema["enum"])
    kinds = schema.get("type", "any")
    names = [kinds] if isinstance(kinds, str) else list(kinds)
    if "array" in names:
        inner = type_of(schema.get("items", {}))
        names[names.index("array")] = f"[{inner}]"
    if "object" in names and schema.get("properties"):
        names[names.index("object")] = "{" + ", ".join(schema["properties"]) + "}"
    format_ = schema.get("format")
    return " | ".join(f"{name} ({format_})" if format_ and name == "string" else str(name) for name in names)


def _curl(method: str, url: str, *, has_body: bool, is_open: bool) -> str:
    words = ["curl"] if method == "get" else ["curl", "-X", method.upper()]
    if not is_open:
        words.append('-H "Authorization: Bearer $TOKEN"')
    if has_body:
        words += ["-H 'Content-Type: application/json'", "-d '{…}'"]
    return " ".join([*words, f"'{url}'"])
