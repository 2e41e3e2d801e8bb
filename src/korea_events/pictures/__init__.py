"""Timelines for people: charts, terminals, notebooks (floor 5). Their libraries are imported here only."""
