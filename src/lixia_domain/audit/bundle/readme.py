"""What a person reads first who opens a bundle: what lies in it, and how to check it."""

from __future__ import annotations

from collections.abc import Iterable

from lixia_domain.audit.seal.checkpoint import Checkpoint
from lixia_domain.audit.seal.note import VerifierKey

_ZH = """\
审计包 lixia-bundle/v1
{notes}
账册：{origin}
检查点：{size} 条，截至位置 {position}
账册公钥：{key}
（公钥须从本文件以外的可靠处取得后比对，否则什么也证明不了。）

核验，不需要账库：
  lixia verify --bundle 本文件 --vkey 公钥           签名、哈希、事件与叶子
  lixia verify --bundle 本文件 --vkey 公钥 --remake  并由事件重做全部导出，逐一比较
查看，如同一个只读的账库：
  lixia report --as-of 日期 --store bundle:///本文件（view、replay、trace、spec run 同）
不用本程序：解开后
  sha256sum -c SHA256SUMS                            每个文件的哈希
  SHA256SUMS 自身的哈希在 manifest 中，由账册签名（C2SP signed-note，Ed25519）
  checkpoint、tile/ 依 C2SP tlog-checkpoint、tlog-tiles；叶子为 RFC 6962、RFC 8785
  events.jsonl 每行一个事件，stored 即账库所存的原文，其 SHA-256 在 tile/entries 中
  exports/ 另有账簿（bean-check、hledger、ledger 可查）、360Giving、CloudEvents、Parquet、XLSX

它证明：事件自签署起未被改动、删除、调换或插入；各文件就是签署者放入的那些。
它不能证明：所记之事属实；持有密钥者与全部见证人未曾串通。
个人信息在事件中均已加密，本包不含其密钥。
"""
_EN = """\
Bundle lixia-bundle/v1
{notes}
Log: {origin}
Checkpoint: {size} leaves, up to position {position}
The log's key: {key}
(Take the key from elsewhere, from a source that can be trusted, and compare; else nothing is
proven.)

To check it, without the store:
  lixia verify --bundle FILE --vkey KEY           signatures, hashes, events and leaves
  lixia verify --bundle FILE --vkey KEY --remake  and make all exports anew from the events
To look into it, as into a store that is read only:
  lixia report --as-of DATE --store bundle:///FILE (likewise view, replay, trace, spec run)
Without this program, once unpacked:
  sha256sum -c SHA256SUMS                         the hash of every file
  the hash of SHA256SUMS itself stands in manifest, signed by the log (C2SP signed-note, Ed25519)
  checkpoint and tile/ are C2SP tlog-checkpoint and tlog-tiles; leaves are RFC 6962 and RFC 8785
  events.jsonl is an event a line; stored is the text that the store has, its SHA-256 stands in
  tile/entries
  exports/ has the books (for bean-check, hledger, ledger), 360Giving, CloudEvents, Parquet, XLSX

It proves that events were not changed, removed, reordered or slipped in since they were signed,
and that the files are those that whoever signed has put there. It can't prove that what they say
is true, nor that the holder of the key and all witnesses did not collude.
Personal data are sealed within the events; their keys are not in the bundle.
"""


def readme(told: Checkpoint, position: int, key: VerifierKey, notes: Iterable[str]) -> str:
    """Return the text. ``notes`` say whose log it is, and what is to be known of it."""
    facts = {"origin": told.origin, "size": told.size, "position": position, "key": key}
    head = "\n".join(notes)
    return "\n".join(text.format(notes=head, **facts) for text in (_ZH, _EN))
