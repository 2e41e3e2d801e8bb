"""What helps to test code that uses the library: hypothesis strategies and the laws that the library keeps (floor 5).

``korea_events.testing.strategies`` needs the extra ``hypothesis``, ``korea_events.testing.laws`` needs nothing.
"""
