"""``lixia witness``: outsiders sign checkpoints, and all goes by files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.files import OUT, VKEY, given_out, taken
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain import written
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.audit.seal.note import SigningKey

_FILE = option("FILE", "文件", "the file", text)
_KEY = option(
    "[--key FILE]",
    "见证人的密钥文件（默认在用户配置目录）",
    "file of the witness's key (default: in your configuration directory)",
    text,
)


def _file(invocation: Invocation) -> Path:
    from lixia_adapters.key_file import config_folder
    from lixia_adapters.seals.keys import WITNESS_KEY

    return Path(invocation["key"]) if invocation["key"] else config_folder() / WITNESS_KEY


def _key(invocation: Invocation) -> Answer:
    """Make the key if there is none, and show the public half; it is kept beside it as a file."""
    from lixia_adapters.seals import keys
    from lixia_domain.audit.seal.note import KeyKind, SigningKey

    file, name = _file(invocation), invocation["name"]
    if any(char.isspace() or char == "+" for char in name):
        raise Usage("--name：不能含空格或 +", "--name: may hold no blank and no +")
    made = not file.exists()
    public = SigningKey(name, KeyKind.WITNESS, keys.seed(file, make=True)).public
    beside = file.with_name(f"{file.name}.vkey")
    written.text(beside, f"{public}\n")
    data = {"key_file": str(file), "made": made, "name": name, "vkey": str(public)}
    sentence = Words(
        f"密钥 {file}{'（已新建）' if made else ''}；公钥（请交给账册一方与核验人，"
        f"也写在 {beside.name}）：",
        f"Key {file}{' (made now)' if made else ''}; its public half, for the log and whoever "
        f"verifies, also in {beside.name}:",
    )
    return Answer(data, [sentence, Words(str(public), str(public))])


def _ask(invocation: Invocation) -> Answer:
    from lixia_domain.audit.seal import checkpoint, witness

    with invocation.open(read_only=True) as store:
        request = witness.ask(
            store.seals.log,
            invocation["old"],
            witness=invocation["witness"],
            size=invocation["size"],
        )
    size = checkpoint.read(request.note).size
    return given_out(
        invocation,
        str(request),
        {"old": request.old, "size": size, "request": str(request)},
        Words(
            f"请见证人签署 {size} 条的检查点（上次签到 {request.old} 条）。",
            f"Have the witness sign the checkpoint of {size} leaves ({request.old} were last).",
        ),
    )


def _count(given: str) -> int:
    if not given.isdecimal() or len(given) > 18:
        raise Usage(f"“{given}”不是条数", f"{given!r} is no number of leaves")
    return int(given)


def _sign(invocation: Invocation) -> Answer:
    from lixia_adapters.seals.witness_memory import sign
    from lixia_domain.application.clock import now
    from lixia_domain.audit.seal import checkpoint, note, witness

    request = witness.parse_request(taken(invocation["file"]))
    known = [note.parse_key(line) for line in invocation["keys"]]
    if len(known) > 1:
        raise Usage("--vkey：只应给出账册的公钥", "--vkey: give the log's key, and only that")
    file, key = _file(invocation), _signing_key(invocation)
    at = int(now().timestamp())
    answer = sign(file, request, log=known[0] if known else None, key=key, at=at)
    size = checkpoint.read(answer).size
    return given_out(
        invocation,
        str(answer),
        {"witness": key.name, "size": size, "at": at, "answer": str(answer)},
        Words(
            f"{key.name} 已签署 {size} 条的检查点。请交还账册一方，并自留一份。",
            f"{key.name} has signed the checkpoint of {size} leaves. Give it to the log, and keep "
            "a copy.",
        ),
    )


def _signing_key(invocation: Invocation) -> SigningKey:
    from lixia_adapters.seals import keys
    from lixia_domain.audit.seal.note import KeyKind, SigningKey, parse_key

    file = _file(invocation)
    seed = keys.seed(file, make=False)
    public = parse_key(taken(str(file.with_name(f"{file.name}.vkey"))).strip())
    key = SigningKey(public.name, KeyKind.WITNESS, seed)
    if key.public != public:
        raise keys.NoKey(file, "与旁边的 .vkey 不是一对", "the .vkey beside it is another's")
    return key


def _add(invocation: Invocation) -> Answer:
    from lixia_adapters.seals.keys import known_keys, remember
    from lixia_domain.audit.seal import checkpoint, note, witness

    answer = note.parse(taken(invocation["file"]))
    trusted = tuple(note.parse_key(line) for line in invocation["keys"])
    with invocation.open(read_only=True) as store:
        log = store.seals.log
        names = witness.add(log, answer, (*trusted, *known_keys(), *log.keys()))
    for key in trusted:
        if key.name in names:
            remember(key)
    size = checkpoint.read(answer).size
    said = Words(
        f"{'、'.join(names)} 对前 {size} 条的见证已收入封存。",
        f"What {', '.join(names)} signed of the first {size} leaves is kept with the seal.",
    )
    return Answer({"witnesses": list(names), "size": size}, [said])


COMMANDS = (
    Command(
        "witness key",
        Words("见证人的密钥与公钥", "a witness's key"),
        (
            option("--name NAME", "见证人的名称", "what the witness is called", text),
            _KEY,
        ),
        _key,
    ),
    Command(
        "witness ask",
        Words("生成见证请求", "write a request to a witness"),
        (
            option(
                "[--witness NAME]",
                "见证人的名称（据此从上次所签续起）",
                "the witness's name, to go on from what it signed last",
                text,
            ),
            option(
                "[--old N]",
                "见证人上次签到的条数",
                "how many leaves the witness signed last",
                _count,
            ),
            option(
                "[--size N]",
                "哪一份检查点，以条数指明（默认最后一份）",
                "which checkpoint, by its number of leaves (default: the last)",
                _count,
            ),
            OUT,
        ),
        _ask,
    ),
    Command(
        "witness sign", Words("见证人签署", "sign as a witness"), (_FILE, _KEY, VKEY, OUT), _sign
    ),
    Command(
        "witness add", Words("收入见证人的签署", "take a witness's answer in"), (_FILE, VKEY), _add
    ),
)
