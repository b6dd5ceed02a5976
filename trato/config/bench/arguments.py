"""What `trato bench` is asked for. Read before Django stands: the home is one of its answers."""

from argparse import ArgumentParser
from pathlib import Path


def parser() -> ArgumentParser:
    made = ArgumentParser(prog="trato bench", description="How fast this is, beside the least that could do the work.")
    made.add_argument("words", nargs="*", help="only works whose name has one of these words")
    made.add_argument("--contacts", type=int, default=1_000_000, help="how many, when the data is made")
    made.add_argument("--home", type=Path, default=None, help="the folder of its data; its own, not your company's")
    made.add_argument("--json", type=Path, default=None, metavar="FILE", help="write every figure here")
    made.add_argument("--reader", default="", help="only as readers whose label has this word")
    return made


def home_beside(home: Path) -> Path:
    """Never the company's own data."""
    return home.with_name(f"{home.name}-bench")
