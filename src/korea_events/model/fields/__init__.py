"""How records declare their fields: what a field may hold, how it is checked, and its plain form for files."""
