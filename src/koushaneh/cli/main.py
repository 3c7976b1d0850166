"""The `koushaneh` command. `koushaneh COMMAND --help` teaches each; the engine runs without Django."""

import os
import sys

from koushaneh.cli.options import parser


def main(argv=None):
    argv = sys.argv[1:] if argv is None else list(argv)
    if argv[:1] == ["engine"]:
        from koushaneh.cli.engine import frame  # noqa: PLC0415  the engine must start without Django

        return frame.main(argv[1:])
    args = parser().parse_args(argv)
    if args.command == "verify-draw":
        from koushaneh.cli import draws  # noqa: PLC0415  whoever checks a draw needs no installation

        return draws.verify(args.file)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koushaneh.config.settings")
    from koushaneh.cli import commands  # noqa: PLC0415  Django starts here, after the options are known

    return commands.run(args)


if __name__ == "__main__":
    sys.exit(main())
