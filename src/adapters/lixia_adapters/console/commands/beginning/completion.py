"""``lixia completion``: what a shell needs so that the Tab key completes lines of ``lixia``.

The script that it prints asks this command again at each Tab, with what was typed so far after
``--``: the last of these words is the one to be completed.
"""

from __future__ import annotations

from lixia_adapters.console.frame import completing
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_domain.kernel.words import Words


def _completion(invocation: Invocation) -> Answer:
    shell, typed = invocation["shell"], invocation["typed"]
    if not typed:
        script = completing.SCRIPTS[shell]
        return Answer({"shell": shell, "script": script}, raw=script)
    found = list(completing.candidates(typed, invocation.lang))
    data = {"candidates": [{"word": word, "says": says} for word, says in found]}
    return Answer(data, raw="".join(f"{line}\n" for line in completing.lines(shell, typed, found)))


COMMANDS = (
    Command(
        "completion",
        Words("Tab 键补全：打印所用 shell 的脚本", "a script for the Tab key of your shell"),
        (
            option(
                "SHELL",
                '哪种 shell（bash、zsh：eval "$(lixia completion bash)"；'
                "fish：lixia completion fish | source）",
                'which shell (bash, zsh: eval "$(lixia completion bash)"; '
                "fish: lixia completion fish | source)",
                choices=("bash", "zsh", "fish"),
            ),
            option(
                "[TYPED …]",
                "已键入的各词（脚本自己在 -- 之后给出）",
                "the words typed so far (the script gives them, after --)",
            ),
        ),
        _completion,
    ),
)
