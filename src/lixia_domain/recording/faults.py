"""What can be wrong with recording or with what was recorded. None of these is a refusal.

Every fault has a sentence in Chinese and one in English that name the place.
"""

from __future__ import annotations

from datetime import datetime

from lixia_domain.kernel.explained import Explained
from lixia_domain.kernel.visible import visible


class Fault(Explained):
    """Something other than a business rule is in the way."""

    def __init__(self, zh: str, en: str, /, **facts: object) -> None:
        super().__init__(zh, en)
        self.zh = zh
        self.en = en
        self.facts = facts

    def sentence(self, lang: str = "zh") -> str:
        """Return the fault as a person reads it, in ``zh`` or ``en``."""
        return self.en if lang == "en" else self.zh


class UnreadableEvent(Fault):
    """A stored event can't be understood; reading on would lose what it says."""


class NewerVersion(UnreadableEvent):
    """The event was written by a newer release of this code."""

    def __init__(self, name: str, version: int, known: int, stream: str, position: int) -> None:
        super().__init__(
            f"位置 {position} 的事件 {name} 为第 {version} 版（流 {stream}），"
            f"本程序只认识到第 {known} 版；请升级后再读",
            f"event {name} at position {position} (stream {stream}) has version {version}, "
            f"this code knows up to version {known}; upgrade before reading on",
            name=name,
            version=version,
            known=known,
            stream=stream,
            position=position,
        )


class UnknownEvent(UnreadableEvent):
    """The stored name is in no catalogue of this code."""

    def __init__(self, name: str, stream: str, position: int) -> None:
        super().__init__(
            f"位置 {position} 的事件名 {name!r}（流 {stream}）不在本程序的事件目录中；"
            "请核对程序版本，或核查数据是否被改动",
            f"event name {name!r} at position {position} (stream {stream}) is in no catalogue of "
            "this code; check the release, or whether the data were tampered with",
            name=name,
            stream=stream,
            position=position,
        )


class NotInstalled(UnreadableEvent):
    """The event is of a distribution that is not installed, or of a newer release of it."""

    def __init__(self, distribution: str, name: str, stream: str, position: int) -> None:
        super().__init__(
            f"位置 {position} 的事件 {name}（流 {stream}）来自发行包 {distribution}，"
            "该发行包未安装，或版本过旧；请安装后再读",
            f"event {name} at position {position} (stream {stream}) is of the distribution "
            f"{distribution}, which is not installed or too old; install it before reading on",
            distribution=distribution,
            name=name,
            stream=stream,
            position=position,
        )
        self.distribution = distribution


class CorruptEvent(UnreadableEvent):
    """The stored bytes are not an event of the name and version that they claim."""

    def __init__(self, name: str, stream: str, position: int, why: str) -> None:
        super().__init__(
            f"位置 {position} 的事件 {name}（流 {stream}）内容损坏：{why}",
            f"event {name} at position {position} (stream {stream}) is damaged: {why}",
            name=name,
            stream=stream,
            position=position,
            why=str(why),
        )


class LostRace(Fault):
    """Someone else recorded first, again and again; nothing of ours was."""

    def __init__(self, tries: int) -> None:
        super().__init__(
            f"连续 {tries} 次被他人抢先记录，本次未记录任何内容；请稍后重试",
            f"others recorded first {tries} times in a row; nothing was recorded, try again later",
            tries=tries,
        )


class ClockBehind(Fault):
    """The clock is too far behind what was recorded last."""

    def __init__(self, at: datetime, last: datetime) -> None:
        super().__init__(
            f"本机时钟 {at.isoformat()} 落后于最后一次记录的时间 {last.isoformat()} 5 秒以上；"
            "请校准时钟，未记录任何内容",
            f"the clock {at.isoformat()} is more than 5 s behind the last recorded time "
            f"{last.isoformat()}; set the clock, nothing was recorded",
            at=at,
            last=last,
        )


class ClockAhead(Fault):
    """So long after the last fact that the clock may be wrong: no store can tell which it is."""

    def __init__(self, at: datetime, last: datetime) -> None:
        super().__init__(
            f"上一次记录在 {last.isoformat()}，本机时钟为 {at.isoformat()}，相隔超过 400 天；"
            "请核对时钟，无误则先确认：lixia store confirm-clock。未记录任何内容",
            f"the last fact was recorded at {last.isoformat()}, and the clock says "
            f"{at.isoformat()}, more than 400 days later; check the clock, and if it is right, "
            "confirm it first: lixia store confirm-clock. Nothing was recorded",
        )


class NotNow(Fault):
    """Who records says another time than the store's clock."""

    def __init__(self, at: datetime, now: datetime) -> None:
        super().__init__(
            f"办理时间 {at.isoformat()} 与账库的时钟 {now.isoformat()} 不符"
            "（只能早一小时以内、晚 5 秒以内），未记录任何内容；请用 store.by(…) 重新取得",
            f"who records says that it is {at.isoformat()}, and the store's clock says "
            f"{now.isoformat()} (it may be an hour old, and 5 s ahead); nothing was recorded, "
            "make it anew with store.by(…)",
            at=at,
            now=now,
        )


class UnwritableFact(Fault):
    """A fact that was decided can't be stored: it could not be read back as what it is."""

    def __init__(self, stream: str, event: str, field: str, zh: str, en: str) -> None:
        stream = visible(stream)
        super().__init__(
            f"流 {stream} 的 {event} 不能入账：{field} {zh}；未记录任何内容",
            f"{event} in stream {stream} can't be recorded: {field} {en}; nothing was recorded",
            stream=stream,
            event=event,
            field=field,
        )
        self.field = field


class CannotSeal(Fault):
    """What must be sealed before this is recorded can't be."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(
            f"须先封存才能放款，现无法封存：{zh}；未记录任何内容",
            f"money is released only once all before it is sealed, which can't be done: {en}; "
            "nothing was recorded",
        )


class StoreClosed(Fault):
    """The store was closed; whatever is called on it says so."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"账库（{place}）已关闭，未记录任何内容；请用 open_store 重新打开",
            f"the store ({place}) is closed, nothing was recorded; open it again with open_store",
            place=place,
        )


class OpenedBeforeFork(Fault):
    """The store was opened before the process forked; its connections are the parent's."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"账库（{place}）是在进程分叉（fork）之前打开的，子进程不能使用；"
            "请在子进程中用 open_store 另行打开",
            f"the store ({place}) was opened before the process forked and belongs to the parent; "
            "open it anew in the child with open_store",
            place=place,
        )


class UnfitStore(Fault):
    """The store can't keep a promise that decisions rely on."""
