"""Sentences about the seal: what was proven once can be checked for good."""

from __future__ import annotations

from lixia_domain.audit.seal import proof
from lixia_domain.audit.seal.findings import Severity
from lixia_domain.testing.steps.expect import expect
from lixia_domain.testing.steps.sentences import act, check
from lixia_domain.testing.steps.world import World


@act("封存账册，取得全部事实的回执")
def _(world: World) -> None:
    journal = world.ledger.journal
    world.store.seals.seal()
    receipt = world.store.seals.prove(journal.rows(0, journal.head()))
    world.told["回执"] = proof.render(receipt)


@check("回执仍可核验，账册与封存相符")
def _(world: World) -> None:
    seals = world.store.seals
    seals.seal()
    _, found = proof.check(world.told["回执"], seals.log.keys(), "回执")
    wrong = [one for one in (*found, *seals.verify().findings) if one.severity is Severity.ERROR]
    expect(
        not wrong,
        "；".join(one.sentence("zh") for one in wrong),
        "; ".join(one.sentence("en") for one in wrong),
    )
