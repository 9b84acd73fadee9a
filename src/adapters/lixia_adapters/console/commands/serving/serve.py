"""``lixia serve``: the store over HTTP, for pages and programs."""

from __future__ import annotations

from collections.abc import Sequence

from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import number, text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

LOOPBACK = ("127.0.0.1", "::1", "localhost")
PORT = 8068


def _serve(invocation: Invocation) -> Answer:
    """Serve until somebody stops it (Ctrl-C, SIGTERM): what was begun is finished first."""
    host, port, dev = invocation["host"], invocation["port"], invocation["dev"]
    tls = invocation["certificate"], invocation["certificate_key"]
    _refuse_openness(host, dev=dev, tls=tls, proxy=invocation["behind_proxy"])
    from lixia_adapters.web.running import run

    names = (*LOOPBACK, host, *(invocation["name"] or ()))
    with invocation.open() as store:
        scheme = "https" if tls[0] else "http"
        place = f"[{host}]" if ":" in host else host
        address = f"{scheme}://{place}:{port}"
        said = Words(
            f"{store.ledger.district}：{address}/api （按 Ctrl-C 停止）",
            f"{store.ledger.district}: {address}/api (Ctrl-C stops it)",
        )
        invocation.out.line(invocation.text(said))
        if dev:
            invocation.out.line(invocation.text(DEV))
        invocation.out.flush()
        run(
            store,
            host=host,
            port=port,
            names=names,
            trusting=dev,
            certificate=tls,
            behind_proxy=invocation["behind_proxy"],
        )
        head = store.ledger.head()
    return Answer(
        {"address": address, "position": head},
        [Words(f"已停止；账册记到第 {head} 条", f"stopped; the log is at position {head}")],
    )


DEV = Words(
    "开发模式：只在本机，请求头 Lixia-Account 说是谁就是谁",
    "development mode: on this machine only, the header Lixia-Account is believed",
)


def _refuse_openness(host: str, *, dev: bool, tls: Sequence[str | None], proxy: bool) -> None:
    """Refuse to be reached from elsewhere unprotected, or on somebody's bare word."""
    if (tls[0] is None) != (tls[1] is None):
        raise Usage(
            "--certificate 与 --certificate-key 须同时给出",
            "--certificate goes with --certificate-key",
            "half_a_certificate",
        )
    if host in LOOPBACK:
        return
    if dev:
        raise Usage(
            f"--dev 只能用于本机（{'、'.join(LOOPBACK)}）",
            f"--dev is for this machine only ({', '.join(LOOPBACK)})",
            "dev_is_local",
        )
    if tls[0] is None and not proxy:
        raise Usage(
            "对外提供服务须加密：给出 --certificate 与 --certificate-key，"
            "或由前面的代理加密并给出 --behind-proxy",
            "whoever is reached from elsewhere encrypts: give --certificate and --certificate-key, "
            "or --behind-proxy where a proxy in front does",
            "unprotected",
        )


COMMANDS = (
    Command(
        "serve",
        Words("以 HTTP 提供账册：命令、视图、事件", "the store over HTTP: commands, views, events"),
        (
            option("[--host HOST]", "监听的地址", "where to listen", text, default="127.0.0.1"),
            option("[--port N]", "端口", "the port", number, default=PORT),
            option(
                "[--name NAME …]",
                "对外的域名，可多个",
                "a name it is asked for by; several may be",
                text,
            ),
            option(
                "[--certificate FILE]",
                "TLS 证书",
                "the certificate for TLS",
                text,
            ),
            option(
                "[--certificate-key FILE]",
                "TLS 证书的私钥",
                "the certificate's key",
                text,
            ),
            option(
                "[--behind-proxy]",
                "前面有负责加密的代理",
                "a proxy in front encrypts",
            ),
            option(
                "[--dev]",
                "开发模式：只限本机，不核对谁在办理",
                "development mode: this machine only, whoever calls is believed",
            ),
        ),
        _serve,
    ),
)
