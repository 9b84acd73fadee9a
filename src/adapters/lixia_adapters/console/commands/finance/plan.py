"""``lixia plan``: fundraising plans."""

from __future__ import annotations

from lixia_adapters.console.commands.programme.project import REASON
from lixia_adapters.console.frame.options import FUND, Option, day, money, text
from lixia_adapters.console.frame.recording import recording

_PLAN = Option("PLAN", "plan_id", "方案编号", "the plan's id", read=text)
_PURPOSE = Option("--purpose", "purpose", "用途", "what the money is for", read=text)
_ENDS = Option("--ends", "ends", "止于", "its last day", read=day, value="DATE")
_GOAL = Option("--goal", "goal", "目标（元）", "the goal, yuan", read=money, value="AMOUNT")
_FILING = Option("--filing", "filing", "备案编号", "the filing's number", read=text, value="ID")

FILE = recording(
    "plans.file",
    _PLAN,
    Option(
        "--foundation",
        "foundation_code",
        "基金会的统一社会信用代码",
        "the foundation's credit code",
        read=text,
    ),
    FUND,
    Option("--title", "title", "名称", "the title", read=text),
    _PURPOSE,
    Option("--begins", "begins", "自何日起", "its first day", read=day, value="DATE"),
    _ENDS,
    _GOAL,
    Option("--surplus", "surplus", "剩余财产如何处理", "what becomes of a surplus", read=text),
    _FILING,
    role="accountant",
)
AMEND = recording("plans.amend", _PLAN, _PURPOSE, _ENDS, _GOAL, _FILING, REASON, role="accountant")
END = recording(
    "plans.end",
    _PLAN,
    Option("--raised", "raised", "募得（元）", "what was raised, yuan", read=money, value="AMOUNT"),
    Option("--document", "document", "结束报告", "the closing report", read=text),
    role="accountant",
)
