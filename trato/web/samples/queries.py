"""Whether sample data is here, or could be."""

from trato.foundation.public import Actor, SampleData, contributions, installation

RIGHT = "foundation.manage_installation"


def sample_data_state(*, seen_by: Actor) -> str:
    """`loaded`, `offered`, or nothing for those who may do nothing about it."""
    if not seen_by.may(RIGHT) or not contributions(SampleData):
        return ""
    return "loaded" if installation().has_sample_data else "offered"
