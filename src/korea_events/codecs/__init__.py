"""Formats: dossiers to files and back, one small file for each format (floor 5).

``load``, ``save``, ``loads`` and ``dumps`` are those of the JSON format, in which nothing is lost.
"""

from korea_events.front_doors import FrontDoor

_DOOR = FrontDoor(__name__)
__getattr__, __dir__ = _DOOR.get_name, _DOOR.list_names
