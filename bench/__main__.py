"""`python -m bench [word]…` runs every bench/measure_*.py (or those whose work's name has one of the words)."""

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from bench.ratios import Result, Work, measure


def all_works() -> Iterator[Work]:
    for path in sorted(Path(__file__).parent.glob("measure_*.py")):
        yield from import_module(f"bench.{path.stem}").works()


def chosen(works: Iterable[Work], words: list[str]) -> list[Work]:
    return [work for work in works if not words or any(word in work.name for word in words)]


def line(result: Result) -> str:
    work = result.work
    ours, floor = (seconds / work.rows * 1_000_000 for seconds in (result.ours, result.floor))
    verdict = f"void: the floor drifted by {result.drift:.0%}" if result.is_void else f"{result.ratio:.2f}"
    return f"{work.name:<28} {ours:>9.2f} {floor:>9.2f}  {verdict:<8} {work.floor_name}"


def main() -> int:
    works = chosen(all_works(), sys.argv[1:])
    if not works:
        print("no measurement has such a name")
        return 2
    print(f"{'work':<28} {'ours µs':>9} {'floor µs':>9}  {'ratio':<8} floor")
    results = []
    for work in works:
        results.append(measure(work))
        print(line(results[-1]), flush=True)
    return 1 if any(result.is_void for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
