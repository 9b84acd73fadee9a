"""``lixia project``: from the draft to the end, and looking at one."""

from __future__ import annotations

from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.recording import recording
from lixia_adapters.console.frame.trouble import NotFound
from lixia_domain.kernel.words import Words

PROJECT = option("PROJECT", "项目编号", "the project's id", text, name="project_id")


def _show(invocation: Invocation) -> Answer:
    from lixia_adapters.console.commands.looking.rows import card, row_of
    from lixia_domain.kernel.vocabulary import ProjectId

    with invocation.open() as store:
        project = invocation.key(store, "project_id", ProjectId)
        found = row_of(store, "project_register", project)
        if found is None:
            raise NotFound(
                f"没有项目 {project}；lixia view project_register 可列出全部项目",
                f"there is no project {project}; lixia view project_register lists them all",
                "project.unknown",
            )
        position, row, claims = found
        return card(invocation, "project_register", position, row, claims)


COMMANDS = (
    recording("project draft", "projects.draft"),
    recording("project approve", "projects.approve"),
    recording("project give-back", "projects.give_back"),
    recording("project publish", "projects.publish"),
    Command("project show", Words("查看一个项目", "show one project"), (PROJECT,), _show),
    recording("project budget", "projects.revise_budget"),
    recording("project team", "projects.assign_team"),
    recording("project replace-team", "projects.replace_team"),
    recording("project start", "projects.start"),
    recording("project milestone", "projects.report_milestone"),
    recording("project ask-acceptance", "projects.request_acceptance"),
    recording("project refuse-acceptance", "projects.refuse_acceptance"),
    recording("project accept", "projects.accept"),
    recording("project revoke-acceptance", "projects.revoke_acceptance"),
    recording("project close", "projects.close"),
    recording("project cancel", "projects.cancel"),
    recording("project propose-change", "projects.propose_use_change"),
    recording(
        "project change-use",
        "projects.change_use",
        judgment="[--judgment]",
        minutes="[--minutes]",
    ),
    recording("project suspend", "oversight.suspend"),
    recording("project resume", "oversight.resume"),
    recording("project interim", "oversight.review", passed="--result passed|failed"),
    recording("project naming", "oversight.agree_naming"),
)
