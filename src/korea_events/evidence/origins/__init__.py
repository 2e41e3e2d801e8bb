"""Origins: who first put a claim on record, and how many independent origins stand behind it."""
