"""`python -m newsrecord` and the `newsrecord` command: the command line, or advice on how to install it."""

from __future__ import annotations

import os
import sys

from .errors import MissingExtraError

__all__ = ["main"]


def main() -> None:
    """Run the command line; without the `cli` extra say so on standard error and exit with status 2."""
    try:
        import click  # noqa: F401
    except ImportError:
        print(MissingExtraError("the command line", "cli"), file=sys.stderr)  # noqa: T201
        sys.exit(2)
    # This process is ours, and its products are made on the thread that asks for them (`entities.products`): threads of
    # BLAS would only wait for work, in a loop, while the first article is read.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from .cli import run

    run()


if __name__ == "__main__":
    main()
