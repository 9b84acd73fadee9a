"""What must always hold of needs and their projects (DOMAIN §7: S85), from facts alone."""

from __future__ import annotations

from lixia_domain.aggregates import need as nd
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.keys import kept
from lixia_domain.specs.history.folds import Check
from lixia_domain.views.need_register import NEED_REGISTER

ANSWERED = (nd.NeedStage.PLANNED.value, nd.NeedStage.MET.value)


class NeedsOpenAgain(Check):
    """A need is shown as planned or met only for a project that goes on, or was accepted."""

    reads = (
        prj.ProjectCancelled,
        prj.ProjectAccepted,
        prj.AcceptanceRevoked,
        prj.ProjectClosed,
    )
    views = (NEED_REGISTER,)

    def __init__(self) -> None:
        super().__init__()
        self.accepted: set[str] = set()
        self.over: set[str] = set()

    def take(self, recorded: Recorded) -> None:
        """Note which projects were accepted, and which are over."""
        project = kept(recorded.key)
        match recorded.event:
            case prj.ProjectAccepted():
                self.accepted.add(project)
            case prj.AcceptanceRevoked():
                self.accepted.discard(project)
            case _:
                self.over.add(project)

    def end(self) -> None:
        """Look at what the register shows."""
        for need, row in self.tables[NEED_REGISTER.name].items():
            project = kept(row.project or "")
            if row.stage in ANSWERED and project in self.over - self.accepted:
                stage = nd.NeedStage(row.stage)
                self.wrong(
                    f"需求 {need} 所列的项目 {project} 已终止，仍显示为“{stage.zh}”，"
                    "请另行列入项目或不予采纳",
                    f"need {need} is shown as {stage.en}, its project {project} is over: plan it "
                    "into another, or decline it",
                )
