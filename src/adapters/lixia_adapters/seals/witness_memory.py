"""What a witness remembers, in a file beside its key: of each log, what it signed last."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from pathlib import Path

from lixia_adapters.seals.locking import locked
from lixia_domain import written
from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.note import BadNote, Note, SigningKey, VerifierKey, parse_key
from lixia_domain.audit.seal.witness import Request, Seen, WitnessRefuses, cosign

FORMAT = "lixia-witness/v1"


def sign(
    key_file: Path, request: Request, *, log: VerifierKey | None, key: SigningKey, at: int
) -> Note:
    """Return the checkpoint with the witness's signature, remembered on the disk before.

    Raises ``WitnessRefuses``; a memory that can't be read is a refusal too, never a fresh start.
    """
    memory = key_file.with_name(f"{key_file.name}.seen")
    with locked(key_file.with_name(f"{key_file.name}.lock")):
        seen = _read(memory)
        origin = checkpoint.read(request.note).origin
        answer, seen[origin] = cosign(request, seen=seen.get(origin), log=log, key=key, at=at)
        _write(memory, seen)
    return answer


def _read(memory: Path) -> dict[str, Seen]:
    try:
        told = json.loads(memory.read_text("utf-8"))
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        return {
            one["origin"]: Seen(parse_key(one["key"]), one["size"], b64decode(one["root"]))
            for one in told["logs"]
        }
    except FileNotFoundError:
        return {}
    except (KeyError, TypeError, ValueError, BadNote, RecursionError) as wrong:
        raise WitnessRefuses(
            f"见证记录 {memory} 已损坏（{wrong}）；请从备份恢复，不可删去重来",
            f"its memory {memory} is damaged ({wrong}); restore it from a copy, don't begin anew",
        ) from None


def _write(memory: Path, seen: dict[str, Seen]) -> None:
    logs = [
        {
            "origin": origin,
            "key": str(one.key),
            "size": one.size,
            "root": b64encode(one.root).decode(),
        }
        for origin, one in sorted(seen.items())
    ]
    told = {"format": FORMAT, "logs": logs}
    written.text(memory, json.dumps(told, ensure_ascii=False, indent=1) + "\n", secret=True)
