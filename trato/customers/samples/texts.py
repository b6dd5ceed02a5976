PLAIN_NOTES=("Called, will decide next week.","x")
