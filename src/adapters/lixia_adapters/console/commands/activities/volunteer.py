"""``lixia volunteer``: consents, insurance and certificates, under references instead of names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.finance.parties import naming
from lixia_adapters.console.commands.persons.details import MAY_HAVE_DETAILS, sealing
from lixia_adapters.console.commands.persons.references import turning
from lixia_adapters.console.commands.programme.project import REASON
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, Option, day, text
from lixia_adapters.console.frame.recording import recording
from lixia_adapters.console.frame.trouble import NotFound
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.activities.certificates import Certificate
    from lixia_domain.application.bootstrap import Store

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


def _consenting(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.volunteer import Scope

    return {
        **sealing("guardian")(invocation, store),
        "scope": tuple(map(Scope, invocation["scope"])),
    }


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
    extra=naming("insurer"),
)


def _figures(invocation: Invocation, store: Store) -> dict[str, Any]:
    found = _certificate(invocation, store)
    return {
        "minutes": found.minutes,
        "sessions": len(found.lines),
        "position": found.position,
    }


ISSUE = recording("volunteers.issue_certificate", _PERSON, role="team", extra=_figures)


def _certificate(invocation: Invocation, store: Store) -> Certificate:
    from lixia_domain.application.activities.certificates import certificate

    person = invocation["person"]
    found = certificate(store, person)
    if found is None:
        raise NotFound(
            f"没有志愿者 {person}；lixia view service_hours 可列出全部",
            f"there is no volunteer {person}; lixia view service_hours lists them all",
            "volunteer.unknown",
        )
    return found


def _show(invocation: Invocation) -> Answer:
    with invocation.open() as store:
        found = _certificate(invocation, store)
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
        invocation.text(said)
        for said in (
            Words("日期", "date"),
            Words("活动", "session"),
            Words("名称", "title"),
            Words("团队", "team"),
            Words("分钟", "minutes"),
        )
    ]
    rows = [
        [str(line.on or "—"), line.session, line.title, line.team, str(line.minutes)]
        for line in found.lines
    ]
    title = invocation.text(Words("志愿服务记录证明", "Certificate of service"))
    table = Table(
        f"{title} · {found.person}",
        heads,
        rows,
        frozenset({4}),
        invocation.text(as_of(found.position)),
    )
    return Answer(data, [_standing(found), table])


def _standing(found: Certificate) -> Words:
    hours, rest = divmod(found.minutes, 60)
    zh, en = f"经证明 {hours} 小时 {rest} 分。", f"Certified: {hours} h {rest} min."
    if found.issued is None:
        return Words(f"{zh}尚未出具证明。", f"{en} No certificate has been issued.")
    number, on = found.issued.number, found.issued.on
    if found.stands:
        return Words(f"{zh}证明第 {number} 号（{on}）有效。", f"{en} No. {number} of {on} stands.")
    return Words(
        f"{zh}证明第 {number} 号（{on}）与此不符，请重开（lixia volunteer issue-certificate）。",
        f"{en} No. {number} of {on} says otherwise: issue it anew "
        "(lixia volunteer issue-certificate).",
    )


CERTIFICATE = Command((_PERSON,), _show)


REFERENCE = turning("person", "名单，一行一人（姓名 证件号）；- 为标准输入")
