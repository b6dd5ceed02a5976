"""`trato bench`: how fast this is with a million contacts, each work beside the least that could do it."""
