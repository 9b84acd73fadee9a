"""``lixia volunteer``: consents, insurance and certificates, under references instead of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lixia_adapters.console.commands.finance.parties import naming
from lixia_adapters.console.commands.persons.details import sealing
from lixia_adapters.console.commands.persons.references import turning
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.recording import recording
from lixia_adapters.console.frame.trouble import NotFound
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.activities.certificates import Certificate
    from lixia_domain.application.bootstrap import Store

PERSON = option("PERSON", "志愿者代号（p:…）", "the reference (p:…)", text)


def _certificate(invocation: Invocation, store: Store) -> Certificate:
    from lixia_domain.application.activities.certificates import certificate
    from lixia_domain.kernel.vocabulary import PersonRef

    person = invocation.key(store, "person", PersonRef)
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


COMMANDS = (
    turning(
        "volunteer reference",
        Words("把身份换算成代号", "turn identities into references"),
        "person",
        "名单，一行一人（姓名 证件号）；- 为标准输入",
    ),
    recording("volunteer register", "volunteers.register", extra=sealing("person")),
    recording(
        "volunteer guardian",
        "volunteers.guardian_consents",
        extra=sealing("guardian"),
        scope="--to",
    ),
    recording("volunteer withdraw-service", "volunteers.withdraw_service"),
    recording("volunteer agree-publication", "volunteers.agree_to_publish"),
    recording("volunteer withdraw-publication", "volunteers.withdraw_publication"),
    recording("volunteer insure", "volunteers.insure", extra=naming("insurer")),
    recording("volunteer issue-certificate", "volunteers.issue_certificate"),
    recording("volunteer withdraw-certificate", "volunteers.withdraw_certificate"),
    Command(
        "volunteer certificate",
        Words("查看服务证明", "show the certificate"),
        (PERSON,),
        _show,
    ),
)
