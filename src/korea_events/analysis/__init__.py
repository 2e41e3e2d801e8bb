"""Questions about events: which overlap, how many at a time, what began around what (floor 4)."""

from korea_events.front_doors import FrontDoor

_DOOR = FrontDoor(__name__)
__getattr__, __dir__ = _DOOR.get_name, _DOOR.list_names
