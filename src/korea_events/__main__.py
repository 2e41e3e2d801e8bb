"""``python -m korea_events`` is ``korea-events``."""

import sys

from korea_events.cli import main

if __name__ == "__main__":
    sys.exit(main())
