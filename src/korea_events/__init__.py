"""Event modelling for reports about military activity on and around the Korean Peninsula.

``import korea_events as ke`` gives every public name, and costs next to nothing: a name loads its module when it is
first used. The names are listed once, in ``__init__.pyi`` beside this file, which type checkers and editors read too.
"""

from korea_events.front_doors import FrontDoor

_DOOR = FrontDoor(__name__)
__getattr__, __dir__ = _DOOR.get_name, _DOOR.list_names
