"""`python -m trato.config` is the command `trato`, wherever its script is not on the path."""

from trato.config.command import main

main()
