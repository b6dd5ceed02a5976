"""`trato bench [word]…`: builds the data once, then runs each work beside its floor."""

import gc
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from trato.config.bench.arguments import parser
from trato.config.bench.data import ready_data
from trato.config.bench.moving import moving_figures
from trato.config.bench.readers import Reader, readers
from trato.config.bench.reading import count_works, list_works, search_works
from trato.config.bench.server import Server, serving
from trato.config.bench.serving import api_rates, api_works, page_works, record_works
from trato.config.bench.writing import Writing
from trato.foundation.public import BenchWorks, contributions
from trato.kit.figures import Figure, Rate, Work, measured

MEMORY_BUDGET, START_BUDGET = 200.0, 3_000.0
HEAD = f"{'work':<54} {'reader':<20} {'p50':>9} {'p95':>9} {'floor':>8} {'ratio':>7} {'budget':>7}"


def run(words: Sequence[str]) -> int:
    """Django stands, and the database of the bench's home runs."""
    asked = parser().parse_args(list(words))
    ready_data(asked.contacts, say=_say)
    for each in contributions(BenchWorks):
        each.ready(asked.contacts, _say)
    gc.collect()
    gc.freeze()  # as the web server does once it is loaded
    _say(HEAD)
    found = []
    for figure in _figures(asked):
        found.append(figure)
        _say(line(figure))
    if asked.json:
        asked.json.write_text(json.dumps([each.as_json() for each in found], indent=1) + "\n")
    _say(summary(found))
    return 1 if any(not each.is_met or each.is_void for each in found) else 0


def line(figure: Figure) -> str:
    void = "  void: the floor drifted" if figure.is_void else ("" if figure.is_met else "  OVER")
    return (
        f"{figure.work:<54} {figure.reader:<20} {figure.p50:9.1f} {figure.p95:9.1f} {figure.floor:8.2f}"
        f" {figure.ratio:7.1f} {figure.budget:7.0f}{void}"
    )


def summary(figures: Sequence[Figure]) -> str:
    void, over = sum(each.is_void for each in figures), sum(not each.is_met for each in figures)
    return f"{len(figures)} figures, {over} over their budget, {void} void"


def _figures(asked: Namespace) -> Iterator[Figure]:
    chosen = [each for each in readers() if asked.reader in each.label]
    for reader in chosen:
        yield from _of(asked, _works_without_server(reader))
        yield from _of(asked, _contributed(reader, [each.reading for each in contributions(BenchWorks)]))
    writing = Writing()
    try:
        yield from _of(asked, (work for reader in chosen[:1] for work in writing.works(reader)))
    finally:
        writing.clear_up()
    for reader in chosen[:1]:
        yield from moving_figures(reader, asked.words)
        yield from _of(asked, _contributed(reader, [each.writing for each in contributions(BenchWorks)]))
    if not asked.words or {"HTML", "API", "memory", "start"} & {word.split(" ")[-1] for word in asked.words}:
        with serving() as server:
            yield from _served(asked, chosen, server)


def _works_without_server(reader: Reader) -> Iterator[Work]:
    yield from list_works(reader)
    yield from count_works(reader)
    yield from search_works(reader)


def _contributed(reader: Reader, ask: Sequence[Callable[[Any], Iterator[Work | Rate]]]) -> Iterator[Work | Rate]:
    for works in ask:
        yield from (replace(work, reader=reader.label) for work in works(reader.user))


def _served(asked: Namespace, chosen: Sequence[Reader], server: Server) -> Iterator[Figure]:
    seconds = server.started_in * 1_000
    yield Figure(work="start to the first page", reader="", p50=seconds, p95=seconds, floor=0, budget=START_BUDGET)
    for reader in chosen:
        token = reader.token()
        yield from _of(asked, page_works(reader, server))
        yield from _of(asked, api_works(reader, server, token))
        if not asked.words or "API" in asked.words:
            yield from api_rates(reader, server, token)
    yield from _of(asked, (work for reader in chosen[:1] for work in record_works(reader, server)))
    memory = server.largest_worker()
    yield Figure(
        work="memory of a web worker", reader="", p50=memory, p95=memory, floor=0, budget=MEMORY_BUDGET, unit="MB"
    )


def _of(asked: Namespace, works: Iterator[Work] | Iterator[Work | Rate]) -> Iterator[Figure]:
    for work in works:
        if not asked.words or any(word in work.name for word in asked.words):
            yield measured(work)


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
