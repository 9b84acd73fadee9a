"""What a command takes: its options as data, and how each is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from string import hexdigits
from typing import Any, NamedTuple

from lixia_adapters.console.frame.trouble import Usage, unreadable
from lixia_domain.kernel.words import Words

Reader = Callable[[str], Any]


class Option(NamedTuple):
    """One option (``--minutes``) or argument (``PROJECT``) of a command.

    ``name`` is what a use case or a command calls it. ``many`` gives a tuple. ``flag`` takes no
    value. What is neither ``need``ed nor given is ``default``.
    """

    shown: str
    name: str
    zh: str
    en: str
    read: Reader = str
    need: bool = True
    many: bool = False
    flag: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    value: str = ""

    @property
    def positional(self) -> bool:
        """Tell whether it goes by its place."""
        return not self.shown.startswith("-")

    @property
    def written(self) -> str:
        """Return it as a usage line writes it."""
        if self.positional or self.flag:
            return self.shown
        value = self.value or "|".join(self.choices) or self.name.rpartition("_")[2].upper()
        return f"{self.shown} {value}"

    def value_of(self, text: str) -> Any:
        """Read what was given. Raises ``Usage`` that names the option."""
        if self.choices and text not in self.choices:
            known = "、".join(self.choices)
            raise Usage(
                f"{self.shown}：没有“{text}”这一项，可选：{known}",
                f"{self.shown}: {text!r} is none of {', '.join(self.choices)}",
            )
        try:
            return self.read(text)
        except Usage as wrong:
            zh, en = wrong.say
            raise Usage(f"{self.shown}：{zh}", f"{self.shown}: {en}", wrong.code) from None
        except ValueError as wrong:
            zh, en = unreadable(wrong)
            raise Usage(f"{self.shown}：{zh}", f"{self.shown}: {en}", "bad_value") from None


class Command(NamedTuple):
    """A command: what it takes and what it does. ``writes`` adds the options of all that record."""

    options: tuple[Option, ...]
    run: Callable[..., Any]
    writes: bool = False
    role: str = "programme_office"
    """In which part whoever records acts, unless ``--role`` says otherwise."""


EVERYWHERE = (
    Option(
        "--store",
        "store",
        "账库地址（默认取环境变量 LIXIA_STORE，否则 sqlite:///lixia.db）",
        "the store's address (default: LIXIA_STORE, else sqlite:///lixia.db)",
        need=False,
        value="URI",
    ),
    Option(
        "--lang",
        "lang",
        "界面语言（默认随 LC_ALL、LANG）",
        "language (default: by LC_ALL, LANG)",
        need=False,
        choices=("zh", "en"),
    ),
    Option(
        "--json",
        "json",
        '输出 JSON；出错时标准错误为 {"error": {"code", "sentence"}}',
        'answer in JSON; an error is {"error": {"code", "sentence"}} on standard error',
        need=False,
        flag=True,
    ),
    Option("--help", "help", "显示本说明", "show this", need=False, flag=True),
)


LONGEST_TEXT = 1_000
"""Beyond this a text was pasted by mistake: long ones belong into a document that is cited."""


def text(given: str) -> str:
    """Read a text that says something."""
    if not given.strip():
        raise Usage("不能为空，请填写", "may not be empty; fill it in")
    if any("\ud800" <= char <= "\udfff" for char in given):  # bytes that were no UTF-8
        raise Usage("不是 UTF-8 文字，请核对终端的编码", "is no UTF-8 text; check your terminal")
    if len(given) > LONGEST_TEXT:
        raise Usage(
            f"长 {len(given)} 字，最多 {LONGEST_TEXT} 字",
            f"has {len(given)} characters, at most {LONGEST_TEXT}",
        )
    return given.strip()


def account(given: str) -> str:
    """Read the id of an account or of a person; a name is refused without being repeated."""
    from lixia_domain.kernel.people import ACCOUNT

    if not ACCOUNT.fullmatch(account_id := text(given)):
        raise Usage(
            "须为账号编号（字母和数字，不含空格，如 lead-01）或个人代号（p: 加 32 位十六进制数）；"
            "所给可能是姓名，未予记录",
            "must be an account id (letters and digits without blanks, such as lead-01) or a "
            "person's reference (p: and 32 hex digits); this may be a name: nothing was recorded",
            "not_an_id",
        )
    return account_id


def money(given: str) -> Any:
    """Read an amount in yuan, to the fen."""
    from lixia_domain.kernel.money import Money

    return Money.parse(given)


def day(given: str) -> Any:
    """Read a date."""
    from lixia_domain.kernel.dates import parse_date

    return parse_date(given)


def number(given: str) -> int:
    """Read a whole number above zero."""
    if not given.isdecimal() or not int(given[:9]) > 0 or len(given) > 9:
        raise Usage(f"“{given}”不是正整数", f"{given!r} is no whole number above zero")
    return int(given)


def named_money(given: str) -> Any:
    """Read ``NAME=AMOUNT``."""
    name, equals, amount = given.rpartition("=")
    if not equals or not name.strip():
        raise Usage(
            f"“{given}”应写成 名称=金额，例如 物资采购=30000",
            f"{given!r} should be NAME=AMOUNT, such as supplies=30000",
        )
    return name.strip(), money(amount)


def dated_money(given: str) -> Any:
    """Read ``DATE=AMOUNT``."""
    on, equals, amount = given.rpartition("=")
    if not equals:
        raise Usage(
            f"“{given}”应写成 日期=金额，例如 2021-06-30=22500",
            f"{given!r} should be DATE=AMOUNT, such as 2021-06-30=22500",
        )
    return day(on), money(amount)


WRITING = (
    Option(
        "--on",
        "on",
        "业务日期（默认为今天，上海时间）",
        "business date (default: today in Shanghai)",
        read=day,
        need=False,
        value="DATE",
    ),
    Option(
        "--actor",
        "actor",
        "经办人的账号编号，不是姓名（默认 LIXIA_ACTOR，否则 local）",
        "account id of who acts, never a name (default: LIXIA_ACTOR, else local)",
        read=account,
        need=False,
        value="ID",
    ),
    Option(
        "--role",
        "role",
        "经办身份（默认 {role}）",
        "in which part (default: {role})",
        need=False,
        choices=(
            "programme_office",
            "accountant",
            "cashier",
            "approver",
            "receipt_keeper",
            "enterprise",
            "team",
            "auditor",
            "administrator",
            "system",
            "foundation",
        ),
        value="ROLE",
    ),
    Option(
        "--command",
        "command",
        "请求编号：同一请求重复发送只办理一次",
        "key of the request: the same request sent again is carried out once",
        read=text,
        need=False,
        value="KEY",
    ),
    Option(
        "--dry-run",
        "dry_run",
        "只试算，不记录",
        "say what would be recorded, record nothing",
        need=False,
        flag=True,
    ),
)
"""What every command takes that records facts."""

FUND = Option(
    "--fund",
    "fund_id",
    "基金编号（账库只有一个基金时可省略）",
    "the fund's id (may be left out where the store has one fund)",
    read=text,
    need=False,
    value="ID",
)


def given(option: Option) -> Words:
    """Return what ``option`` is for, in both languages."""
    return Words(option.zh, option.en)


DIGITS = 64


def digest(given: str) -> str:
    """Read a SHA-256: its 64 digits, or a file that it is taken of."""
    if len(given) == DIGITS and not set(given) - set(hexdigits):
        return given.lower()
    path = Path(given)
    if not path.is_file():
        raise Usage(
            f"“{given}”既不是 64 位十六进制数，也不是文件；请给出散列值，或文件的路径",
            f"{given!r} is neither 64 hexadecimal digits nor a file: give the hash, or a path",
        )
    import hashlib  # few commands are given a file

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256(
    name: str, zh: str = "文件", en: str = "the file", shown: str = "--sha256", **more: Any
) -> Option:
    """Return the option that takes a file's SHA-256, or the file."""
    return Option(
        shown,
        name,
        f"{zh}的 SHA-256，或{zh}的路径",
        f"the SHA-256 of {en}, or its path",
        read=digest,
        value="HEX|FILE",
        **more,
    )
