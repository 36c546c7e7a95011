"""``python -m corridor_kg`` is ``corridor-kg``."""

from corridor_kg.cli import main

if __name__ == "__main__":
    main()
