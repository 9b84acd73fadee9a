"""What happens without anybody: processes carry out what needs no decision."""

from __future__ import annotations

from collections.abc import Iterator

from tests.programme_model.answers.common import accounts_of, freeze
from tests.programme_model.figures import Programme

from lixia_domain.application.bootstrap import Store


def run_processes(model: Programme, store: Store) -> Iterator[str]:
    """Let the processes run: accounts of cancelled projects are frozen; nothing else is done."""
    awaited = set()
    for key, project in model.projects.items():
        if project.cancelled is not None:
            for account in accounts_of(model, key):
                if not account.frozen and not account.let_be:
                    freeze(account, "cancellation", project.cancelled)
                    awaited.add(f"{account.fund}/{key}")
    tried = store.runner.run()
    for each in tried:
        if each.refusal is not None:
            yield f"the process {each.wish.key} was refused: {each.refusal}"
    done = {each.wish.subject for each in tried}
    if done != awaited:
        yield f"processes froze {sorted(done)}, the model {sorted(awaited)}"
