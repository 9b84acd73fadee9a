"""``lixia volunteer``: consents, insurance and certificates, under references instead of names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.answer import Answer, Table, as_of
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.details import MAY_HAVE_DETAILS, lines_of, sealing
from lixia_adapters.console.project import REASON
from lixia_adapters.console.recording import recording
from lixia_adapters.console.spec import Command, Option, day, text
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import NotFound, Usage

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.application.certificates import Certificate

_PERSON = Option("PERSON", "person", "志愿者代号（p:…）", "the reference (p:…)", read=text)
_DOCUMENT = Option("--document", "document", "同意书", "the consent", read=text)

REGISTER = recording(
    "volunteers.register",
    _PERSON,
    _DOCUMENT,
    Option(
        "--adult-from",
        "adult_from",
        "未成年人何日成年",
        "of a minor: when it comes of age",
        read=day,
        need=False,
        value="DATE",
    ),
    MAY_HAVE_DETAILS,
    Option(
        "--guardian",
        "guardian",
        "未成年人的监护人代号（登记其个人信息时必填）",
        "a minor's guardian, by reference (needed with its details)",
        text,
        need=False,
        value="REF",
    ),
    extra=sealing("person"),
)


def _consenting(asked: Asked, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.volunteer import Scope

    return {**sealing("guardian")(asked, store), "scope": tuple(map(Scope, asked["scope"]))}


GUARDIAN = recording(
    "volunteers.guardian_consents",
    _PERSON,
    Option("--guardian", "guardian", "监护人代号", "the guardian's reference", text, value="REF"),
    Option(
        "--to",
        "scope",
        "同意参加服务、公开影像",
        "agrees to service, to publication",
        many=True,
        choices=("service", "publication"),
    ),
    _DOCUMENT,
    MAY_HAVE_DETAILS,
    extra=_consenting,
)
AGREE = recording("volunteers.agree_to_publish", _PERSON, _DOCUMENT)
WITHDRAW = recording("volunteers.withdraw_publication", _PERSON, REASON)
INSURE = recording(
    "volunteers.insure",
    _PERSON,
    Option("--policy", "policy", "保单号", "the policy", read=text),
    Option("--insurer", "insurer", "保险人", "the insurer", read=text),
    Option("--since", "since", "保障起日", "first day covered", read=day, value="DATE"),
    Option("--until", "until", "保障止日（含）", "last day covered", read=day, value="DATE"),
)


def _figures(asked: Asked, store: Store) -> dict[str, Any]:
    found = _certificate(asked, store)
    return {
        "minutes": found.minutes,
        "sessions": len(found.lines),
        "position": found.position,
    }


ISSUE = recording("volunteers.issue_certificate", _PERSON, role="team", extra=_figures)


def _certificate(asked: Asked, store: Store) -> Certificate:
    from lixia_domain.application.certificates import certificate

    person = asked["person"]
    found = certificate(store, person)
    if found is None:
        raise NotFound(
            f"没有志愿者 {person}；lixia view service_hours 可列出全部",
            f"there is no volunteer {person}; lixia view service_hours lists them all",
            "volunteer.unknown",
        )
    return found


def _show(asked: Asked) -> Answer:
    with asked.open() as store:
        found = _certificate(asked, store)
    issued = found.issued
    data = {
        "volunteer": found.person,
        "position": found.position,
        "minutes": found.minutes,
        "certificate": issued.number if issued else None,
        "issued_on": issued.on.isoformat() if issued else None,
        "issued_minutes": issued.minutes if issued else None,
        "replaces": issued.replaces if issued else None,
        "rule": issued.rule if issued else None,
        "stands": found.stands,
        "sessions": [
            {
                "session": line.session,
                "title": line.title,
                "team": line.team,
                "on": line.on.isoformat() if line.on else None,
                "minutes": line.minutes,
            }
            for line in found.lines
        ],
    }
    heads = [
        asked.told(said)
        for said in (
            Say("日期", "date"),
            Say("活动", "session"),
            Say("名称", "title"),
            Say("团队", "team"),
            Say("分钟", "minutes"),
        )
    ]
    rows = [
        [str(line.on or "—"), line.session, line.title, line.team, str(line.minutes)]
        for line in found.lines
    ]
    title = asked.told(Say("志愿服务记录证明", "Certificate of service"))
    table = Table(
        f"{title} · {found.person}", heads, rows, frozenset({4}), asked.told(as_of(found.position))
    )
    return Answer(data, [_standing(found), table])


def _standing(found: Certificate) -> Say:
    hours, rest = divmod(found.minutes, 60)
    zh, en = f"经证明 {hours} 小时 {rest} 分。", f"Certified: {hours} h {rest} min."
    if found.issued is None:
        return Say(f"{zh}尚未出具证明。", f"{en} No certificate has been issued.")
    number, on = found.issued.number, found.issued.on
    if found.stands:
        return Say(f"{zh}证明第 {number} 号（{on}）有效。", f"{en} No. {number} of {on} stands.")
    return Say(
        f"{zh}证明第 {number} 号（{on}）与此不符，请重开（lixia volunteer issue-certificate）。",
        f"{en} No. {number} of {on} says otherwise: issue it anew "
        "(lixia volunteer issue-certificate).",
    )


CERTIFICATE = Command((_PERSON,), _show)


def _referring(store: Store) -> Callable[[str], str]:
    """Return what makes references: the vault, random ones; without a vault, the store's key.

    Whoever stands in facts under a reference made with the key keeps it.
    """
    from lixia_adapters.registers.pseudonyms import load_key, reference
    from lixia_domain.application.vault import VaultMissing
    from lixia_domain.application.vault_review import standing

    file = Path(f"{store.place}.key")
    try:
        vault = store.vault
    except VaultMissing:
        key = load_key(file)
        return lambda identity: reference(identity, key, purpose="person")
    if not file.exists():
        return vault.refer
    old, there = load_key(file), standing(store.ledger)

    def refer(identity: str) -> str:
        keyed = reference(identity, old, purpose="person")
        return vault.refer(identity, keyed=keyed if keyed in there else None)

    return refer


def _reference(asked: Asked) -> Answer:
    """Turn identities into references: they are read from a file or a pipe, and never shown."""
    lines = [(at, line) for at, line in enumerate(lines_of(asked["file"]), 1) if line.strip()]
    with asked.open(read_only=True) as store:
        if not store.place:
            raise Usage("账库不是文件，没有密钥", "the store is no file and has no key")
        refer = _referring(store)
        data = [{"line": at, "reference": refer(line)} for at, line in lines]
    heads = [asked.told(Say("行", "line")), asked.told(Say("代号", "reference"))]
    rows = [[str(row["line"]), str(row["reference"])] for row in data]
    title = asked.told(Say("代号", "References"))
    return Answer(data, [Table(title, heads, rows, frozenset({0}))])


REFERENCE = Command(
    (
        Option(
            "FILE",
            "file",
            "名单，一行一人（姓名 证件号）；- 为标准输入",
            "one identity a line; - reads standard input",
            read=text,
        ),
    ),
    _reference,
)
