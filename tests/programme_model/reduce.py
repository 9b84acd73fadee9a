"""A fault as few commands as bring it about, and the script that tells them again."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from tests.programme_model.acts import Act, classes
from tests.programme_model.drive import Fault, kind_of
from tests.programme_model.whole import looked_over
from tests.programme_model.world import World

from lixia_domain.kernel.roles import Role

PREAMBLE = '''"""seed {seed}, store {number}: {says}

Play it from the root of the repository with: PYTHONPATH=. python FILE
"""

from datetime import date

{imports}
from tests.programme_model.acts import Act
from tests.programme_model.reduce import played

ACTS = (
'''


def played(acts: Sequence[Act], *, whole: bool = False) -> str:
    """Play acts on a new store; return what was found wrong, nothing if nothing was."""
    world = World()
    try:
        for act in acts:
            world.play(act)
        if whole:
            looked_over(world, specs=True, beans=True)
    except Exception as wrong:
        return kind_of(wrong)
    finally:
        with contextlib.suppress(Exception):
            world.close()
    return ""


def reduced(fault: Fault, tries: int = 400) -> list[Act]:
    """Leave out what is not needed to come to the same fault."""
    acts, size = list(fault.acts), max(1, len(fault.acts) // 2)
    while size and tries:
        at = 0
        while at < len(acts) and tries:
            fewer = acts[:at] + acts[at + size :]
            tries -= 1
            if played(fewer, whole=fault.whole) == fault.kind:
                acts = fewer
            else:
                at += size
        size //= 2
    return acts


def script(acts: Sequence[Act], fault: Fault) -> str:
    """Return a script that plays ``acts``."""
    needed = {each for act in acts for each in (Role, *classes(act.given))}
    imports = sorted(f"from {each.__module__} import {each.__name__}" for each in needed)
    says = fault.says.replace('"', "'")
    told = PREAMBLE.format(
        seed=fault.seed, number=fault.number, says=says, imports="\n".join(imports)
    )
    lines = "".join(f"    {act},\n" for act in acts)
    return f"{told}{lines})\n\nprint(played(ACTS, whole={fault.whole}))\n"
