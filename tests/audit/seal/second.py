"""A second verifier, written from RFC 6962, RFC 8785 and the C2SP documents; no code is shared.

It reads a receipt or a seal's files as plain text and knows nothing of this project's modules.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
from pathlib import Path
from zipfile import ZipFile

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def h(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def open_key(vkey: str) -> tuple[str, bytes, int, Ed25519PublicKey]:
    name, told, rest = vkey.split("+", 2)
    raw = base64.b64decode(rest)
    assert h(name.encode(), b"\n", raw)[:4].hex() == told
    return name, bytes.fromhex(told), raw[0], Ed25519PublicKey.from_public_bytes(raw[1:])


def open_checkpoint(note: str, vkeys: list[str]) -> tuple[str, int, bytes]:
    """Return origin, size and root; fails unless each of ``vkeys`` has signed."""
    body, lines = re.fullmatch("(.*?\n)\n((?:— [^\n]+\n)+)", note, re.DOTALL).groups()
    signed = [line[2:].split(" ") for line in lines.splitlines()]
    for vkey in vkeys:
        name, key_id, kind, public = open_key(vkey)
        for who, told in signed:
            raw = base64.b64decode(told)
            if (who, raw[:4]) != (name, key_id):
                continue
            if kind == 1:
                public.verify(raw[4:], body.encode())
            else:
                assert kind == 4
                (at,) = struct.unpack(">Q", raw[4:12])
                public.verify(raw[12:], f"cosignature/v1\ntime {at}\n{body}".encode())
            break
        else:
            raise AssertionError(f"{name} has not signed")
    origin, size, root = body.split("\n")[:3]
    return origin, int(size), base64.b64decode(root)


def leaf(origin: str, event: dict) -> bytes:
    stored = event["stored"].encode()
    told = {
        "app": origin,
        "stream": event["stream"],
        "version": event["version"],
        "name": event["name"],
        "sha256": hashlib.sha256(stored).hexdigest(),
        "kids": sorted(set(re.findall(r"sealed:v1:([0-9a-f]{64}):[A-Za-z0-9_-]", event["stored"]))),
        "v": 1,
    }
    return h(b"\0", rfc8785.dumps(told))


def root_by(path: list[bytes], index: int, size: int, found: bytes) -> bytes:
    """Walk down from the whole tree to the leaf, then hash on the way back."""
    if size == 1:
        assert not path
        return found
    half = 1
    while 2 * half < size:
        half *= 2
    if index < half:
        return h(b"\1", root_by(path[:-1], index, half, found), path[-1])
    return h(b"\1", path[-1], root_by(path[:-1], index - half, size - half, found))


def check_receipt(text: str, vkeys: list[str]) -> None:
    told = json.loads(text)
    origin, size, root = open_checkpoint(told["checkpoint"], vkeys)
    for event in told["events"]:
        path = [base64.b64decode(one) for one in event["path"]]
        assert event["leaf"] < size
        assert root_by(path, event["leaf"], size, leaf(origin, event)) == root


def root_of(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while 2 * half < len(leaves):
        half *= 2
    return h(b"\1", root_of(leaves[:half]), root_of(leaves[half:]))


def check_seal(folder: Path, vkeys: list[str]) -> int:
    """Recompute every checkpoint of a seal's files; return how many there are."""
    raw = (folder / "leaves").read_bytes()
    leaves = [raw[at : at + 32] for at in range(0, len(raw), 32)]
    notes = re.findall(
        "(?:[^\n]+\n)+\n(?:— [^\n]+\n)+", (folder / "checkpoints").read_text("utf-8")
    )
    for note in notes:
        _, size, root = open_checkpoint(note, vkeys)
        assert root_of(leaves[:size]) == root
    return len(notes)


def check_bundle(path: Path, vkeys: list[str]) -> int:
    """Check a bundle from its signature down to every event; return how many there are."""
    with ZipFile(path) as file:
        files = {name: file.read(name) for name in file.namelist()}
    text, _, _ = files["manifest"].decode().partition("\n\n")
    told = dict(line.split(" ", 1) for line in text.splitlines()[1:])
    (log,) = [vkey for vkey in vkeys if vkey.startswith(told["origin"] + "+")]
    name, key_id, _, public = open_key(log)
    who, signature = files["manifest"].decode().splitlines()[-1][2:].split(" ")
    raw = base64.b64decode(signature)
    assert (who, raw[:4]) == (name, key_id)
    public.verify(raw[4:], f"{text}\n".encode())
    assert hashlib.sha256(files["SHA256SUMS"]).hexdigest() == told["sha256"]
    listed = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert listed.keys() == files.keys() - {"SHA256SUMS", "manifest"}
    for name, digest in listed.items():
        assert hashlib.sha256(files[name]).hexdigest() == digest
    origin, size, root = open_checkpoint(files["checkpoint"].decode(), vkeys)
    assert (origin, size) == (told["origin"], int(told["size"]))
    assert root == base64.b64decode(told["root"])
    events = [json.loads(line) for line in files["events.jsonl"].splitlines()]
    leaves = [leaf(origin, event) for event in events]
    assert len(leaves) == size and root_of(leaves) == root
    return size
