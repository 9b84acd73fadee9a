"""Rules of the code, each broken by one change, and which layer must mind.

``main`` breaks one after the other, each in a process of its own, and prints as JSON what the layer
named found. ``test_rules_broken.py`` reads that.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from types import FunctionType

from attrs import frozen
from tests.specs.mutants import HOME, functions

from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.kernel.dates import SHANGHAI
from lixia_domain.specs.history.invariants import INVARIANTS
from lixia_domain.specs.history.moment import WHOLE
from lixia_domain.specs.history.past import Archive
from lixia_domain.specs.outcome import FAILED
from lixia_domain.specs.places import builtin
from lixia_domain.specs.run import run


class Layer(Enum):
    """What must notice that a rule is broken."""

    REFUSAL = "a scenario in which nothing is refused"
    FIGURE = "a scenario in which something else comes out"
    INVARIANT = "a sentence that does not hold of what was recorded"


@frozen
class Breach:
    """One rule broken: what stands in the code, what is put there, and what must mind.

    ``minds`` is the scenario, ``at`` the step at which it fails; of an invariant both are the
    sentence. ``place`` is the feature, or what is played.
    """

    file: str
    rule: str
    instead: str
    layer: Layer
    place: str
    minds: str
    at: str


def refused(file: str, rule: str, instead: str, place: str, minds: str, reason: str) -> Breach:
    """A rule whose refusal a scenario awaits."""
    step = f'被拒绝，理由代码为"{reason}"'
    return Breach(file, rule, instead, Layer.REFUSAL, place, minds, step)


def put_in_place(breach: Breach) -> None:
    """Let this process run the broken code."""
    path = HOME / breach.file
    text = path.read_text("utf-8")
    assert text.count(breach.rule) >= 1, f"{breach.file} says it otherwise by now: break it there"
    broken = compile(text.replace(breach.rule, breach.instead), str(path), "exec")
    made = {code.co_qualname: code for code in functions(broken)}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == str(path):
            code = made.get(one.__code__.co_qualname)
            if code is not None and code.co_freevars == one.__code__.co_freevars:
                one.__code__ = code


def scenarios(feature: str) -> Iterator[tuple[str, str, str]]:
    """Yield each scenario of ``feature`` that fails, at which step, and why."""
    for result in run([builtin() / f"{feature}.feature"], jobs=None).results:
        if result.outcome == FAILED:
            step = next(one for one in result.steps if one.outcome == FAILED)
            yield result.scenario, step.text, result.why


def sentences(play: Callable[[Store], None]) -> Iterator[tuple[str, str, str]]:
    """Yield each sentence that does not hold of what is recorded when ``play`` is played."""
    moment = datetime(2025, 2, 3, 9, tzinfo=SHANGHAI)
    with open_store("memory:", create=True, clock=lambda: moment) as store:
        play(store)
        archive = Archive(store, store.ledger.head())
        archive.want(WHOLE, INVARIANTS.values())
        for said, check in INVARIANTS.items():
            found = archive.fold(WHOLE, check)
            if found.count:
                yield said, said, found.wrongs[0].zh


Plays = Mapping[str, Callable[[Store], None]]


def found(place: str, plays: Plays) -> list[tuple[str, str, str]]:
    """Return what minds in a feature, or of what is played."""
    return list(sentences(plays[place]) if place in plays else scenarios(place))


def apart(breach: Breach, plays: Plays) -> list[tuple[str, str, str]]:
    """Return what minds with ``breach`` in place, in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w", encoding="utf-8") as out:
            try:
                put_in_place(breach)
                json.dump(found(breach.place, plays), out)
            except BaseException:  # whatever it is, this process must not go on as its parent does
                traceback.print_exc()
            out.flush()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        said = told.read()
    os.waitpid(child, 0)
    assert said, "nothing was found out"
    return [tuple(one) for one in json.loads(said)]


def main(breaches: Mapping[str, Breach], plays: Plays) -> int:
    """Break each rule; print what minds, and what minds while nothing is broken."""
    places = dict.fromkeys(breach.place for breach in breaches.values())
    whole = {place: found(place, plays) for place in places}
    broken = {name: apart(each, plays) for name, each in breaches.items()}
    json.dump({"whole": whole, "broken": broken}, sys.stdout)
    return 0
