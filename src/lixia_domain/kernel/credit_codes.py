"""Unified social credit codes (统一社会信用代码): what makes one sound."""

from __future__ import annotations

from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Words


class Why(Reason):
    """Why something is no credit code."""

    BAD_CODE = (
        "enterprise.bad_code",
        "统一社会信用代码 {code!r} 不正确：{why}",
        "{code!r} is no unified social credit code: {why}",
    )


def sound_code(code: str) -> str:
    """Return ``code`` in its compact form. Refuses one whose length, letters or check digit is off.

    Source: GB 32100-2015, as checked by python-stdnum.
    """
    from stdnum.cn import uscc  # costs 60 ms, and most use cases never need it
    from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

    try:
        return str(uscc.validate(code))
    except InvalidLength:
        why = Words("应为 18 位", "it has 18 characters")
    except InvalidChecksum:
        why = Words("校验码不符，请逐位核对", "its check digit is off; compare it digit by digit")
    except ValidationError:
        why = Words("有不该有的字符", "it has a character that none of them has")
    raise Rejection(Why.BAD_CODE, code=code, why=why)
