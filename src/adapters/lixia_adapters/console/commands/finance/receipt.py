"""``lixia receipt``: donation receipts, each number used once."""

from __future__ import annotations

from lixia_adapters.console.commands.programme.project import REASON
from lixia_adapters.console.frame.options import Option, text
from lixia_adapters.console.frame.recording import recording

_CODE = Option("CODE", "code", "票据代码", "the receipt's code", read=text)
_NUMBER = Option("NUMBER", "number", "票据号码", "the receipt's number", read=text)

ISSUE = recording(
    "receipts.issue",
    _CODE,
    _NUMBER,
    Option("--gift", "gift", "捐赠编号（到账编号#…）", "the gift's id", read=text, value="ID"),
    role="receipt_keeper",
)
ISSUE_IN_KIND = recording(
    "receipts.issue_in_kind",
    _CODE,
    _NUMBER,
    Option("--delivery", "delivery_id", "实物编号", "the delivery's id", read=text, value="ID"),
    role="receipt_keeper",
)
REVERSE = recording("receipts.reverse", _CODE, _NUMBER, REASON, role="receipt_keeper")
VOID = recording("receipts.void", _CODE, _NUMBER, REASON, role="receipt_keeper")
