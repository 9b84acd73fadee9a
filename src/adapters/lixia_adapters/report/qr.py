"""The QR code of a report, as SVG."""

from __future__ import annotations

from io import BytesIO

from lixia_domain.application.report.content import Document


def svg(document: Document) -> str:
    """Return the code that holds the report's ``ticket``. It is drawn by segno."""
    import segno

    out = BytesIO()
    code = segno.make(document.ticket, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=True, border=2, scale=4, omitsize=False)
    return out.getvalue().decode().strip()
