"""Where the process begins: ``corridor-kg``, and ``python -m corridor_kg``, which is the same."""

from __future__ import annotations

import signal


def main() -> None:
    """Run the command line; Ctrl-C ends the process in silence while the modules are still being imported."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from corridor_kg.cli import cold_start  # late for the cold start

    cold_start.prepare()
    from corridor_kg.cli.main import main as run  # late, so that what was prepared holds for it

    run()


if __name__ == "__main__":
    main()
