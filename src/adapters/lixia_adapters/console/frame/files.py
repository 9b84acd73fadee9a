"""Text files that commands take in and give out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.system_errors import words_of
from lixia_domain.kernel.words import Words

LARGEST = 64 * 2**20
"""Bytes of a text that is taken in whole."""
OUT = option(
    "[-o FILE]",
    "写入文件（默认标准输出）",
    "write to FILE (default: standard output)",
    text,
    name="out",
)
KEY = option(
    "[--key FILE]",
    "签名密钥文件（默认在用户配置目录，没有则新建）",
    "file of the signing key (default: in your configuration directory, made if missing)",
    text,
)
VKEY = option(
    "[--vkey KEY …]",
    "可信的公钥（账册的或见证人的）",
    "a verifier key that is trusted, the log's or a witness's",
    text,
    name="keys",
)


def taken(name: str, encoding: str = "utf-8") -> str:
    """Return the text of a file. Raises ``Usage`` where it is none."""
    from lixia_adapters import plain_file

    try:
        with plain_file.opened(name) as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            most = LARGEST // 2**20
            raise Usage(f"{name} 大于 {most} MB", f"{name} is larger than {most} MB", "bad_file")
        return content.decode(encoding)
    except FileNotFoundError:
        raise Usage(f"没有文件 {name}", f"there is no file {name}", "no_file") from None
    except OSError as error:
        why = words_of(error)
        zh, en = f"无法读取 {name}：{why.zh}", f"can't read {name}: {why.en}"
        raise Usage(zh, en, "no_file") from None
    except UnicodeDecodeError:
        raise Usage(f"{name} 不是文本文件", f"{name} is no text file", "bad_file") from None


def there(name: str) -> Path:
    """Return the path of a file that another program will read. ``Usage`` where there is none."""
    if not (path := Path(name)).is_file():
        raise Usage(f"没有文件 {name}", f"there is no file {name}", "no_file")
    return path


def given_out(invocation: Invocation, content: str, data: dict[str, Any], *said: Words) -> Answer:
    """Write ``content`` to ``-o``, saying so, or be it the answer."""
    if invocation["out"] is None:
        return Answer(data, raw=content)
    from lixia_domain import written

    written.text(Path(invocation["out"]), content)
    notice = Words(f"已写入 {invocation['out']}", f"Written to {invocation['out']}")
    return Answer(data | {"file": invocation["out"]}, [notice, *said])
