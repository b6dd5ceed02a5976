"""`python -m trato` is the command."""

from trato.config.command import main

main()
