"""Origins: who first put a record on record, how many such origins there are, and how well they support a claim."""
