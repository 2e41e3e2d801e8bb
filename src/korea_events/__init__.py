"""Event modelling for reports about military activity on and around the Korean Peninsula."""
