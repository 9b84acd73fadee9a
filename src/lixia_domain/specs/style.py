"""How the report looks: black on white, one accent for what passes and one for what does not."""

STYLE = """
:root{--ok:#17663a;--bad:#b3261e;--dim:#6b7280;--line:#e2e5e9;--soft:#f6f7f9}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:2rem 1.5rem 4rem;color:#1d2329;background:#fff;
font:15px/1.7 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
code{font:12.5px/1.5 ui-monospace,Consolas,"Noto Sans Mono CJK SC",monospace;
overflow-wrap:anywhere}
header{border-left:6px solid var(--dim);background:var(--soft);padding:1.2rem 1.6rem}
header.passed{border-color:var(--ok)}header.failed{border-color:var(--bad)}
header h1{margin:0 0 .6rem;font-size:1.9rem;line-height:1.3}
header.passed h1{color:var(--ok)}header.failed h1{color:var(--bad)}
.kicker{margin:0;color:var(--dim);letter-spacing:.3em;font-size:.85rem}
dl{margin:0}dl div{display:flex;gap:1rem}dt{flex:0 0 7.5em;color:var(--dim)}
dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.92em}
th,td{text-align:left;padding:.28rem .7rem;border-bottom:1px solid var(--line);
vertical-align:top;overflow-wrap:anywhere}
th{color:var(--dim);font-weight:500;white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.contents{margin:1.6rem 0}.contents th:nth-child(n+3){text-align:right}
.contents a{color:inherit;text-decoration-color:var(--line)}
td.passed{color:var(--ok)}td.failed{color:var(--bad);font-weight:700}td.none{color:#c4c9cf}
section{margin-top:2.6rem}
h2{margin:0 0 .2rem;font-size:1.3rem;border-bottom:2px solid #1d2329;padding-bottom:.3rem}
.about{color:var(--dim);margin:.3rem 0 .6rem}
h3{margin:1.3rem 0 .4rem;font-size:1.02rem}
.tag{display:inline-block;margin:0 .45em 0 0;padding:0 .5em;border:1px solid var(--line);
border-radius:3px;color:var(--dim);font-size:.78rem;font-weight:400}
details{border:1px solid var(--line);border-radius:5px;margin:.35rem 0;background:#fff}
details.failed{border-color:var(--bad)}
summary{display:flex;gap:.6em;align-items:baseline;cursor:pointer;padding:.35rem .9rem;
list-style:none}
summary::-webkit-details-marker{display:none}
summary small{color:var(--dim)}summary .tag{margin:0}
.mark{width:1em;text-align:center}.verdict{margin-left:auto;font-size:.85rem;white-space:nowrap}
.passed>summary .mark,.passed>summary .verdict{color:var(--ok)}
.failed>summary .mark,.failed>summary .verdict{color:var(--bad)}
.skipped>summary{color:var(--dim)}
.why{margin:.2rem .9rem .6rem;padding:.5rem .8rem;background:#fdf1f0;color:var(--bad);
border-radius:4px}
.skipped .why{background:var(--soft);color:var(--dim)}
.steps{margin:.2rem 0 .6rem;padding:0 .9rem 0 1.2rem;list-style:none}
.steps li{position:relative;padding:.05rem 0 .05rem 1.5em}
.steps li::before{position:absolute;left:0}
.steps .passed::before{content:"✓";color:var(--ok)}
.steps .failed::before{content:"✗";color:var(--bad)}.steps .failed{color:var(--bad)}
.steps .skipped::before{content:"–";color:#c4c9cf}.steps .skipped{color:var(--dim)}
.steps b{font-weight:600}.line{margin-left:.8em;color:#b5bac1;font-size:.8rem}
.steps table{width:auto;margin:.2rem 0 .3rem;background:var(--soft)}
.steps pre{margin:.2rem 0;padding:.4rem .7rem;background:var(--soft)}
.evidence{margin:0 .9rem .8rem;padding:.6rem .9rem;background:var(--soft);border-radius:4px;
font-size:.92em}
.evidence h4{margin:0 0 .3rem;font-size:.92rem}.evidence p{margin:.3rem 0}
.evidence th,.evidence td{padding:.1rem .6rem}.facts th:first-child{text-align:right}
.facts{margin-top:.3rem}.facts td:nth-child(-n+2){width:1%;white-space:nowrap}
.counts{display:flex;flex-wrap:wrap;gap:.1rem 1.4rem;margin:.2rem 0;padding:0;list-style:none}
footer{margin-top:3rem;color:var(--dim);font-size:.85rem}
@media print{body{max-width:none;padding:0}details{break-inside:avoid}}
"""
