"""``python -m korea_events`` is ``korea-events``."""

import sys

from korea_events.cli import run_process

if __name__ == "__main__":
    sys.exit(run_process())
