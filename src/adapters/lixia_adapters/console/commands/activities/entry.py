"""``lixia entry``: what is sent in to a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.persons.details import details_in, seal
from lixia_adapters.console.commands.persons.references import turning
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import option
from lixia_adapters.console.frame.readers import day, parted, text
from lixia_adapters.console.frame.recording import recording
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

CALL = option("CALL", "征集编号", "the call's id", text, name="call_id")


def _details(invocation: Invocation, store: Store) -> dict[str, Any]:
    given = invocation["details"]
    sealed = {author: seal(invocation, store, author, details_in(file)) for author, file in given}
    ages, guardians = dict(invocation["adult_from"]), dict(invocation["guardians"])
    return {
        "details": sealed or None,
        "adult_from": ages or None,
        "guardians": guardians or None,
    }


COMMANDS = (
    turning(
        "entry reference",
        Words("把作者的身份换算成代号", "turn authors' identities into references"),
        "author",
        "作者或异议人名单，一行一人（姓名 证件号）；- 为标准输入",
    ),
    recording(
        "entry submit",
        "entries.submit",
        option(
            "[--details REF=FILE …]",
            "作者代号=个人信息文件（一行一项，封存后入账）",
            "an author's reference and the file of its details, to be sealed",
            parted("REF=FILE", (text, text), lambda *details: details),
        ),
        option(
            "[--adult-from REF=DATE …]",
            "作者代号=成年之日（未成年的另给监护人）",
            "an author's reference and the day it comes of age (a minor has a guardian)",
            parted("REF=DATE", (text, day), lambda *aged: aged),
        ),
        option(
            "[--guardian REF=REF …]",
            "未成年作者的代号=监护人代号",
            "the reference of an author who is a minor, and of its guardian",
            parted("REF=REF", (text, text), lambda *guarded: guarded),
            name="guardians",
        ),
        extra=_details,
        authors=(
            "--author",
            "作者代号（由 lixia entry reference 换算，不是姓名）",
            "an author's reference, as lixia entry reference makes it; never a name",
        ),
        entry_id="ENTRY",
    ),
    recording("entry screen", "entries.screen", admitted="--admit yes|no"),
    recording("entry unscreen", "entries.unscreen", entry_id="ENTRY"),
    recording("entry withdraw", "entries.withdraw", entry_id="ENTRY"),
)
