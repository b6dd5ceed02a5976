"""Deals for `trato seed`."""

from trato.foundation.public import Actor, GeneratedRecords, Say


def _seed(count: int, *, seed: int, by: Actor, say: Say) -> None:
    from trato.sales.seeding.use_cases import seed_deals

    seed_deals(count, seed=seed, by=by, say=say)


contributions = [GeneratedRecords(name="deals", help="how many deals with customers who are there", seed=_seed)]
