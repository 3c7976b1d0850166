"""`python -m koushaneh.cli.engine select ...`, for a checkout without the installed command."""

import sys

from koushaneh.cli.engine.frame import main

sys.exit(main(sys.argv[1:]))
