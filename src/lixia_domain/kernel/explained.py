"""What stopped something, as programs and people are told it: one face for all that can be raised.

A business rule refused (``kernel.rejection``), a text could not be read (``Unreadable``), something
else is in the way (``recording.faults``): whoever catches one of them asks the same three things.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from lixia_domain.kernel.words import Words


class Explained(Exception):  # noqa: N818 - some are answers and no errors
    """What was raised says itself in Chinese and English. It can be copied, and sent by pickle."""

    code: str
    """Its public name, permanent: ``store_missing``, ``project.exceeds_remainder``."""
    facts: Mapping[str, object]
    """What it is about, by name: a place, an amount, a position."""

    def __init_subclass__(cls, **others: Any) -> None:
        """Call a class by its name, unless it says its code itself."""
        super().__init_subclass__(**others)
        if "code" not in vars(cls):
            cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @abstractmethod
    def sentence(self, lang: str = "zh") -> str:
        """Return it as a person reads it, in ``zh`` or ``en``."""
        ...

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence('zh')} ({self.sentence('en')})"

    def __reduce__(self) -> tuple[Any, ...]:
        # By default an exception is made again of its ``args``, which are not what made these.
        return _again, (type(self), self.args), self.__dict__


def _again(cls: type[Explained], args: tuple[object, ...]) -> Explained:
    return cls.__new__(cls, *args)


class Unreadable(Explained, ValueError):  # noqa: N818 - its name says what is bad
    """What was given can't be read as what it should be; ``text`` is what was given."""

    what: ClassVar[Words] = Words("内容", "text")
    """What it should have been."""

    def __init__(self, text: str, zh: str, en: str) -> None:
        super().__init__(text, zh, en)
        self.text = text
        self.zh = zh
        self.en = en
        self.facts = {"text": text}

    def sentence(self, lang: str = "zh") -> str:
        """Return what is wrong with which text, in ``zh`` or ``en``."""
        if lang == "en":
            return f"bad {self.what.en} {self.text!r}: {self.en}"
        return f"{self.what.zh}“{self.text}”有误：{self.zh}"
