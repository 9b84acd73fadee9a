"""``python -m benchmarks [NAME …] [--json]``: every ratio that docs/performance.md speaks of.

Each side of a pair runs in turn in one process; a bar that is missed exits 1. Run it on a machine
that is otherwise at rest.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from benchmarks.harness import Result, as_json, table

ALL = (
    "append",
    "claim",
    "history",
    "views",
    "bank_import",
    "statement",
    "start",
    "processes",
    "votes",
    "service",
    "replay",
    "export",
    "report",
    "specs",
    "seal",
)


def main() -> int:
    """Run what is asked for, all of it by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("name", nargs="*", choices=[*ALL, []], help="which (default: all)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    results: list[Result] = []
    for name in asked.name or ALL:
        print(f"{name} …", file=sys.stderr, flush=True)
        results += import_module(f"benchmarks.{name}").run()
    print(as_json(results) if asked.json else table(results))
    return 0 if all(result.met for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
