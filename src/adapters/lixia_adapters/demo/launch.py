"""What led up to 10 March, and the launch, by use cases: catalogue, firms, claims, ceremony."""

from __future__ import annotations

from hashlib import sha256

from lixia_adapters.demo import campaign, cast, keeper, needs, roster
from lixia_adapters.demo.stage import LAUNCH, Stage
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.pledge.facts import Instalment, OnCancellation
from lixia_domain.application.programme import claims, enterprises, projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role

CEREMONY = "“我爱济南 我为泉城代言”启动暨项目发布仪式"


def launch(stage: Stage) -> int:
    """Play up to the launch; return the position at which the figures were announced."""
    stage.go_through((*roster.closing(), *keeper.before(), *needs.happenings()))
    stage.go_to(LAUNCH)
    campaign.announce(stage)
    _catalogue(stage)
    _claims(stage)
    return _ceremony(stage)


def _catalogue(stage: Stage) -> None:
    offers = {project.id: Offer(minimum=cast.MINIMUM) for project in cast.projects()}
    stage.play(projects.release_batch, batch_id=cast.BATCH, title=cast.BATCH_TITLE, offers=offers)


def instalments(claim: cast.Claim) -> tuple[Instalment, ...]:
    """Return how a claim is to be paid: by the end of June, some in two halves."""
    if not cast.in_two(claim):
        return (Instalment(due=cast.JUNE, amount=claim.amount),)
    first = Money(claim.amount.fen // 2)
    return (
        Instalment(due=cast.JUNE, amount=first),
        Instalment(due=cast.YEAR_END, amount=claim.amount - first),
    )


def _claims(stage: Stage) -> None:
    for claim in cast.claims():
        stage.play(
            enterprises.register, code=claim.code, name=claim.firm, ownership=Ownership.PRIVATE
        )
        stage.play(enterprises.verify, code=claim.code, document=f"营业执照副本{cast.SYNTHETIC}")
        roster.firm(stage, cast.firm_account(claim), claim.code)
        stage.play(
            claims.claim,
            claim_id=claim.id,
            project_id=claim.project,
            enterprise_code=claim.code,
            fund_id=cast.FUND,
            amount=claim.amount,
            instalments=instalments(claim),
        )
        if claim.number % 5:
            _sign(stage, claim)
        if claim.number % 3:
            stage.play(
                claims.agree_to_publish,
                actor=cast.firm_account(claim),
                role=Role.ENTERPRISE,
                claim_id=claim.id,
                display_name=claim.firm,
                scope="爱心榜",
                document=f"公开同意书 {claim.id}{cast.SYNTHETIC}",
            )


def _sign(stage: Stage, claim: cast.Claim) -> None:
    document = f"捐赠协议 {claim.id}{cast.SYNTHETIC}"
    stage.play(
        claims.sign_agreement,
        claim_id=claim.id,
        document=document,
        document_hash=sha256(document.encode()).hexdigest(),
        on_cancellation=(
            OnCancellation.SIMILAR_PROJECT if claim.number % 2 else OnCancellation.SILENT
        ),
    )


def _ceremony(stage: Stage) -> int:
    """Announce what has been pledged up to the head of the log; return that position."""
    position = stage.store.ledger.head()
    stage.play(projects.announce, batch_id=cast.BATCH, ceremony=CEREMONY)
    return position
