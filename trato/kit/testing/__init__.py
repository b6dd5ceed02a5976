"""What tests of every module use; never imported by the product."""
