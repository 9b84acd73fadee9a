"""What a row of a view says, asked for in Chinese: of a fresh model and of a history alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from attrs import frozen

from lixia_domain.extensions.shown import view_named
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Worded
from lixia_domain.testing.steps.expect import NotSo, same
from lixia_domain.testing.steps.world import World

Note = tuple[str, str]
"""What stands behind a finding, in Chinese and English: up to where was looked."""

NO_NOTE: Note = ("", "")


@frozen
class Words:
    """What may be asked for by which words, and what that is called in both languages."""

    zh: str
    en: str
    known: Mapping[str, str]

    def __getitem__(self, word: str) -> str:
        if word in self.known:
            return self.known[word]
        few = list(self.known) if len(self.known) < 20 else near(word, self.known, 5, 0.3)
        raise NotSo(
            f"没有“{word}”这一{self.zh}，可用：{'、'.join(few)}",
            f"there is no {self.en} {word!r}; known: {', '.join(few)}",
        )

    def back(self, code: str) -> str:
        """Return the first word for ``code``; ``code`` itself where there is none."""
        return next((word for word, known in self.known.items() if known == code), code)


PROJECT = Words(
    "数字",
    "figure",
    {
        "预算": "budget_fen",
        "认领总额": "claimed_fen",
        "已认领": "claimed_fen",
        "可认领余额": "remainder_fen",
        "到账净额": "received_fen",
        "到账": "received_fen",
        "拨付总额": "disbursed_fen",
        "已拨付": "disbursed_fen",
        "预留": "reserved_fen",
        "收回": "recovered_fen",
        "转入": "moved_in_fen",
        "转出": "moved_out_fen",
        "孳息变卖": "income_fen",
        "费用": "charged_fen",
        "短缺": "short_fen",
        "短缺已弥补": "made_good_fen",
        "结余": "balance_fen",
    },
)
CLAIM = Words(
    "数字",
    "figure",
    {
        "认领额": "amount_fen",
        "认捐额": "pledged_fen",
        "到账额": "settled_fen",
        "到账": "settled_fen",
    },
)
CLASSES = Words(
    "资金类别",
    "class of money",
    {"捐赠资金": "donated", "财政资金": "government", "暂收款": "suspense", "其他收入": "other"},
)
STAGES = Words(
    "阶段",
    "stage",
    {
        "起草": "drafted",
        "立项": "approved",
        "已立项": "approved",
        "发布": "published",
        "已发布": "published",
        "实施": "executing",
        "实施中": "executing",
        "申请验收": "acceptance",
        "验收中": "acceptance",
        "验收": "accepted",
        "结项": "closed",
        "已结项": "closed",
        "取消": "cancelled",
        "已取消": "cancelled",
    },
)


W = TypeVar("W", bound=Worded)


def by_word(kind: type[W]) -> dict[str, W]:
    """Return the codes of a kind by their words in Chinese."""
    return {code.zh: code for code in kind}


def same_code(zh: str, en: str, found: str, told: Worded) -> None:
    """Compare a row's code with the one that the spec has ``told``, and say both in words."""
    same(zh, en, type(told)(found), told)


def near(word: str, there: Iterable[str], count: int = 3, like: float = 0.6) -> list[str]:
    """Return what comes near ``word``, the nearest first."""
    return get_close_matches(word, list(there), count, like)


def view_rows(world: World, view: str) -> Mapping[str, Any]:
    """Return the rows of a view of a fresh model, brought up to the log's head first."""
    return dict(world.store.views().rows(view_named(view)))


def shown(world: World, view: str, key: str, zh: str, en: str) -> Mapping[str, Any]:
    """Return the row of ``key`` as a frontend shows it; ``zh`` and ``en`` say what it is of."""
    found: Mapping[str, Any] = row_of(
        {row["key"]: row for row in world.store.show(view)["rows"]}, key, zh, en
    )
    return found


def row_of(table: Mapping[str, Any], key: str, zh: str, en: str, *, note: Note = NO_NOTE) -> Any:
    """Return the row of ``key``; ``zh`` and ``en`` say what it is a key of."""
    if key in table:
        return table[key]
    like = near(key, sorted(table))
    zh = f"账册中没有{zh}“{key}”" + (f"，相近的有：{'、'.join(like)}" if like else "")
    en = f"the books have no {en} {key!r}" + (f"; near: {', '.join(like)}" if like else "")
    raise NotSo(zh + note[0], en + note[1])


def figure(
    row: Any, words: Words, word: str, told: Money, zh: str, en: str, *, note: Note = NO_NOTE
) -> None:
    """Compare an amount in ``row`` with what the spec has ``told``."""
    column = words[word]
    found = Money(getattr(row, column))
    same(f"{zh}的{word}", f"{column.removesuffix('_fen')} of {en}", found, told, note=note)


def stage(row: Any, word: str, zh: str, en: str, *, note: Note = NO_NOTE) -> None:
    """Compare the stage in ``row`` with the one that the spec has told."""
    if STAGES[word] != row.stage:
        raise NotSo(
            f"{zh}处于{STAGES.back(row.stage)}阶段，不是{word}{note[0]}",
            f"{en} is {row.stage}, not {STAGES[word]}{note[1]}",
        )
