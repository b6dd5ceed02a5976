"""What samples of sales add to the rest of the system."""

from trato.foundation.public import Contribution, SampleData
from trato.sales.samples.use_cases import create_sample_deals, remove_sample_deals

contributions: list[Contribution] = [
    # After the customers, and gone before them.
    SampleData(name="sales.samples", create=create_sample_deals, remove=remove_sample_deals, order=200),
]
