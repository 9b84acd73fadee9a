"""What verifying can find: how grave, where, in plain words, and what it proves or cannot prove."""

from __future__ import annotations

from enum import Enum
from typing import Any

from attrs import frozen


class Severity(Enum):
    """How grave a finding is. An error contradicts a seal, or is what no seal can vouch for."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class FindingKind(Enum):
    """A kind of finding: its public code, how grave it is, what is wrong, what it proves or can't.

    Members are its subclasses'. Sentences are ``str.format`` templates over a finding's facts.
    """

    def __init__(
        self, code: str, severity: Severity, zh: str, en: str, proves_zh: str, proves_en: str
    ) -> None:
        self.code = code
        self.severity = severity
        self.zh = zh
        self.en = en
        self.proves_zh = proves_zh
        self.proves_en = proves_en


@frozen
class Finding:
    """One thing found. ``where`` names the event, file or checkpoint."""

    found: FindingKind
    where: str
    facts: dict[str, Any]
    severity: Severity

    @property
    def code(self) -> str:
        """Return the public code."""
        return self.found.code

    def sentence(self, lang: str = "zh") -> str:
        """Return what is wrong, and where, in ``zh`` or ``en``."""
        return (self.found.en if lang == "en" else self.found.zh).format(**self.facts)

    def proves(self, lang: str = "zh") -> str:
        """Return what it proves and what it can't, in ``zh`` or ``en``."""
        return self.found.proves_en if lang == "en" else self.found.proves_zh


def finding(found: FindingKind, where: str = "", /, **facts: Any) -> Finding:
    """Return a finding, as grave as its kind is."""
    return Finding(found, where, facts, found.severity)


_E, _W, _N = Severity


class Found(FindingKind):
    """What can be found of a store, its seal, checkpoints, witnesses and receipts."""

    STREAM_GAP = (
        "stream.gap",
        _E,
        "流 {stream} 的版本不连续：应为第 {expected} 版，位置 {position} 处为第 {version} 版",
        "stream {stream} is broken: version {version} stands at position {position}, {expected} "
        "was due",
        "说明该流中有事件被删除、插入或换序；单凭重放说不出原来的内容，"
        "也查不出不破坏连续性的改动。",
        "An event of the stream was removed, inserted or moved. Replay alone can't say what stood "
        "there, and misses whatever leaves the versions in order.",
    )
    OUT_OF_ORDER = (
        "log.out_of_order",
        _E,
        "位置 {position} 排在位置 {before} 之后",
        "position {position} stands after position {before}",
        "说明账库文件已损坏，按位置查找会漏读事件。",
        "The store's file is damaged: whoever looks events up by position misses some.",
    )
    STORE_DAMAGED = (
        "store.damaged",
        _E,
        "账库检查发现：{zh}",
        "the store's own check says: {en}",
        "说明账库文件有损坏或被直接改动；事件内容是否受影响，以封存核对为准。",
        "The file is damaged or was changed directly. Whether events are hit, the seal tells.",
    )
    RENUMBERED = (
        "log.renumbered",
        _E,
        "流 {stream} 第 {version} 版应在位置 {due}，现在位置 {position}",
        "version {version} of stream {stream} belongs at position {due} and stands at {position}",
        "说明事件被重新编号，或有事件被插入、删除：按“当时所知”的位置查看的数字因此会变。",
        "Events were numbered anew, slipped in or removed: whatever is shown as known at a "
        "position changes with it.",
    )
    MALFORMED = (
        "event.malformed",
        _E,
        "有 {count} 行不是事件，最先在位置 {position}",
        "{count} rows are no events, the first at position {position}",
        "说明这些行不是本程序所写（列的类型不对）；它们的内容未能核对。",
        "This code did not write them: a column is of the wrong kind. They could not be compared.",
    )
    CHANGED = (
        "event.changed",
        _E,
        "流 {stream} 第 {version} 版（叶子 {leaf}）与封存时不同",
        "version {version} of stream {stream} (leaf {leaf}) is not what was sealed",
        "说明封存之后其名称或字节被改动；说不出何人何时所改，也还原不出原文。",
        "Its name or bytes were changed after it was sealed. Who did it, when, and what it said "
        "before can't be told.",
    )
    REMOVED = (
        "event.removed",
        _E,
        "流 {stream} 第 {version} 版（叶子 {leaf}）已封存，账库中却没有",
        "version {version} of stream {stream} (leaf {leaf}) was sealed and is not in the store",
        "说明封存之后该事件被删除；从封存中只能核对、不能还原其内容。",
        "It was removed after it was sealed. A seal can tell a copy of it, but not restore it.",
    )
    INSERTED = (
        "event.inserted",
        _E,
        "流 {stream} 第 {version} 版（位置 {position}）未曾封存，却排在已封存的事件之前",
        "version {version} of stream {stream} (position {position}) was never sealed and stands "
        "before events that were",
        "说明该事件是事后插入的。",
        "It was slipped in afterwards.",
    )
    MOVED = (
        "event.moved",
        _E,
        "流 {stream} 第 {version} 版应为叶子 {leaf}，现排在叶子 {before} 之后",
        "version {version} of stream {stream} is leaf {leaf} and now stands after leaf {before}",
        "说明封存之后事件的先后被调换。",
        "The order of events was changed after they were sealed.",
    )
    TRUNCATED = (
        "log.truncated",
        _E,
        "账库缺少最后封存的 {count} 个事件（从叶子 {leaf}：流 {stream} 第 {version} 版 起）",
        "the store lacks the last {count} events that were sealed (from leaf {leaf}, version "
        "{version} of stream {stream})",
        "说明账库被截断，或以旧副本替换。",
        "The store was cut short, or an older copy was put in its place.",
    )
    DIFFERS = (
        "log.differs",
        _E,
        "账库与封存从叶子 {leaf} 起不同",
        "store and seal differ from leaf {leaf} on",
        "说明两者之一被改动；因索引不可用，说不出是哪些事件。",
        "One of them was changed; without a usable index it can't be said which events.",
    )
    MORE = (
        "more",
        _E,
        "同类发现还有 {count} 个（{code}）",
        "{count} more of the same kind ({code})",
        "只列出前几个。",
        "Only the first ones are listed.",
    )
    OTHER_LOG = (
        "log.other",
        _E,
        "封存属于 {sealed}，账库自称 {store}",
        "the seal is of {sealed}, the store says it is {store}",
        "说明两者不是同一账库的，或账库的指纹、区县、建立时间被改动；其余无从比较。",
        "They belong to different stores, or the store's fingerprint, district or birth was "
        "changed. Nothing else can be compared.",
    )
    SEAL_DAMAGED = (
        "seal.damaged",
        _E,
        "{zh}",
        "{en}",
        "说明封存目录被截断或改动；账库本身可能完好，但无从以此核对。",
        "The seal was cut short or changed. The store may be sound, but this can't tell.",
    )
    SEAL_INDEX = (
        "seal.index",
        _E,
        "封存索引在叶子 {leaf} 处与账库不符（叶子本身相符）",
        "the seal's index does not fit the store at leaf {leaf}, though the leaf does",
        "说明索引被改动；账库事件未受影响。",
        "The index was changed; the events were not.",
    )
    TORN = (
        "seal.torn",
        _W,
        "封存有一次写入中断的残余",
        "the seal holds the rest of a write that was cut off",
        "多半是断电或程序被终止，下次封存时自动清理；若其后检查点变少，则可能有人截去。",
        "Most likely a power cut or a killed program: the next seal clears it. If checkpoints "
        "are fewer than before, somebody may have cut them off.",
    )
    BAD_SIGNATURE = (
        "checkpoint.bad_signature",
        _E,
        "{where_zh} {size} 条的检查点：{name} 的签名无效",
        "the checkpoint of {size} leaves {where_en}: the signature of {name} is bad",
        "说明检查点在签署之后被改动，或签名是伪造的。",
        "The checkpoint was changed after it was signed, or the signature is forged.",
    )
    UNKNOWN_SIGNER = (
        "checkpoint.unknown_signer",
        _E,
        "{where_zh} {size} 条的检查点不是由所给公钥签署的（签名者自称 {name}）",
        "the checkpoint of {size} leaves {where_en} is signed by none of the keys given (it says "
        "{name})",
        "说明密钥不同：或核验所用公钥不对，或有人以自己的密钥重写了封存。",
        "The key is another: either the wrong public key was given, or somebody rewrote the seal "
        "with a key of their own.",
    )
    ROOT = (
        "checkpoint.root",
        _E,
        "已签署的 {size} 条检查点，其根哈希与封存的叶子不符",
        "the signed checkpoint of {size} leaves does not fit the leaves of the seal",
        "说明封存的叶子在签署之后被改写。",
        "The leaves were rewritten after the checkpoint was signed.",
    )
    BEYOND = (
        "checkpoint.beyond",
        _E,
        "已签署 {size} 条的检查点，封存却只有 {leaves} 条",
        "a checkpoint of {size} leaves was signed, the seal has {leaves}",
        "说明封存的叶子被截去，或检查点来自别处。",
        "Leaves were cut off the seal, or the checkpoint comes from elsewhere.",
    )
    OTHER_ORIGIN = (
        "checkpoint.other_log",
        _E,
        "{where_zh}检查点属于另一账册 {origin}",
        "the checkpoint {where_en} is of another log, {origin}",
        "与本账库无从比较；请核对文件是否拿错。",
        "It can't be compared with this store: check whether it is the right file.",
    )
    CHECKPOINT_GONE = (
        "checkpoint.gone",
        _E,
        "{size} 条的检查点（{where_zh}）已不在本封存的检查点之中，本账册签署过它",
        "the checkpoint of {size} leaves ({where_en}), which this log has signed, is not among the "
        "seal's any more",
        "说明有人从封存中取走了检查点；事件与它仍相符。请保全该文件。",
        "Somebody took a checkpoint out of the seal. The events still fit it. Keep that file.",
    )
    UNCHAINED = (
        "checkpoint.unchained",
        _N,
        "最近的检查点由较早的版本签署，不说明它之前有过哪些检查点",
        "an earlier release signed the last checkpoint, which does not say what came before it",
        "若更早的检查点被取走、又无见证人签署过，现在查不出；再有事实封存后，现有的即不能再少。",
        "If earlier checkpoints were taken away that no witness has signed, that can't be told; "
        "with the next fact that is sealed, none of those there can go any more.",
    )
    UNSIGNED = (
        "seal.unsigned",
        _E,
        "封存了 {leaves} 条，签署到 {size} 条",
        "{leaves} leaves are sealed, signed are {size}",
        "签署之前中断，或检查点被删去、其后的封存被改写：其间的事件只有本地记录为证。"
        "签名密钥记得它签署过什么，再封存时只续签，不签分叉；请先查明检查点是否变少。",
        "It was cut off before signing, or checkpoints were deleted and the seal rewritten: for "
        "the events between, the local log is the only evidence. The signer remembers what it "
        "signed, goes on from that and signs no fork; find out first whether checkpoints are "
        "fewer than they were.",
    )
    SIGNER_AHEAD = (
        "signer.ahead",
        _E,
        "签名密钥记得已签署 {size} 条，本账库只有 {events} 条",
        "the signer remembers that it signed {size} leaves, this store has {events}",
        "说明账库与封存一并被回退，或以旧副本替换。凭据是签名密钥旁的记录，他人无从得见。",
        "Store and seal were rolled back together, or older copies were put in their place. What "
        "tells is the memory beside the signing key, which nobody else sees.",
    )
    SIGNER_FORK = (
        "signer.fork",
        _E,
        "签名密钥记得签署过的 {size} 条，其根哈希与本账库重算的不同",
        "the signer remembers a root of {size} leaves that this store does not give",
        "说明账库与封存一并被改写，或另一份副本以同一密钥封存过。"
        "凭据是签名密钥旁的记录，他人无从得见。",
        "Store and seal were rewritten together, or another copy was sealed with the same key. "
        "What tells is the memory beside the signing key, which nobody else sees.",
    )
    SAYS = (
        "store.says",
        _E,
        "账库自述的 {key} 封存时为 {was}，现为 {now}",
        "the store says {now} of itself under {key}; sealed was {was}",
        "说明账库的自述（例如“演示”的标记）在封存之后被改动；报告与导出会照改后的说。",
        "What the store says of itself, such as that it is a demo, was changed after it was "
        "sealed. Reports and exports repeat it.",
    )
    SAYS_UNSEALED = (
        "store.says_unsealed",
        _N,
        "账库自述（例如是否演示）未随最近的检查点封存：该检查点由较早的版本签署",
        "what the store says of itself, such as whether it is a demo, is not under the last "
        "checkpoint, which an earlier release signed",
        "其改动现在查不出；再有事实封存后即受保护。指纹、区县、建立时间一向受保护。",
        "A change to it can't be found; with the next fact that is sealed it is. Fingerprint, "
        "district and birth always were.",
    )
    FORK = (
        "witness.fork",
        _E,
        "{signers} 签署过的 {size} 条检查点（{where_zh}），根哈希与本账库重算的不同",
        "{signers} signed a checkpoint of {size} leaves ({where_en}) whose root this store lacks",
        "证明同一账册有过两种说法：被改写，或给见证人看的是另一份。请保全该文件。"
        "说不出哪一份为真。",
        "Proof that one log has told two stories: it was rewritten, or the witness was shown "
        "another. Keep that file. Which of the two is true it can't tell.",
    )
    ROLLED_BACK = (
        "witness.rolled_back",
        _E,
        "{signers} 签署过 {size} 条的检查点（{where_zh}），本账库只有 {events} 条",
        "{signers} signed a checkpoint of {size} leaves ({where_en}), this store has {events}",
        "证明账库与封存曾经更长，后来被回退或截断。请保全该文件。",
        "Proof that the store was longer once and was rolled back or cut. Keep that file.",
    )
    BAD_COSIGNATURE = (
        "witness.bad_signature",
        _E,
        "{where_zh} {size} 条的检查点：见证人 {name} 的签名无效",
        "the checkpoint of {size} leaves {where_en}: the signature of witness {name} is bad",
        "说明该签名是伪造的，或文书被改动；它不能作见证。",
        "It is forged, or the note was changed. It is no witness to anything.",
    )
    UNKNOWN_WITNESS = (
        "witness.unknown",
        _W,
        "{where_zh}有 {name} 的签名，但没有其公钥",
        "there is a signature of {name} {where_en}, but no key of theirs was given",
        "未计作见证；请以 --vkey 给出其公钥。",
        "It does not count as a witness: give their key with --vkey.",
    )
    UNWITNESSED = (
        "witness.none",
        _W,
        "没有见证人签署过本封存",
        "no witness has signed this seal",
        "持有密钥者若把账库与封存一并重写，便无从发现。请定期用 lixia witness 交见证人签署。",
        "If whoever holds the key rewrote store and seal together, nothing would tell. Let "
        "witnesses sign it regularly with lixia witness.",
    )
    TOO_FEW = (
        "witness.too_few",
        _E,
        "须有 {need} 个见证人签署，所知签署过的有 {have} 个（{signers}）",
        "{need} witnesses must have signed, {have} are known to have ({signers})",
        "持有密钥者若与这些见证人串通，便无从发现。请交其余见证人签署，或以 --vkey 给出其公钥。",
        "If whoever holds the key colludes with these, nothing would tell. Let the others sign, or "
        "give their keys with --vkey.",
    )
    WITNESSED_BEFORE = (
        "witness.behind",
        _N,
        "见证到 {size} 条，封存到 {leaves} 条",
        "witnessed up to {size} leaves, sealed up to {leaves}",
        "其间的事件尚无见证。",
        "The events between have no witness yet.",
    )
    OWN_KEY = (
        "key.from_seal",
        _W,
        "公钥取自封存目录本身",
        "the public keys were taken from the seal itself",
        "若有人以自己的密钥重写了封存，这样查不出。请从别处取得公钥，以 --vkey 给出。",
        "Against somebody who rewrote the seal with another key this proves nothing. Get the keys "
        "from elsewhere and give them with --vkey.",
    )
    NEVER = (
        "seal.none",
        _W,
        "本账库从未封存",
        "the store was never sealed",
        "除重放外没有任何凭据；若曾经封存，则封存目录被移走了。",
        "There is no evidence but replay; if it was sealed once, the seal was taken away.",
    )
    GONE = (
        "seal.gone",
        _E,
        "有本账册的公钥，却没有封存：本账库应曾封存过",
        "there is a key of this log and no seal: the store should have been sealed once",
        "多半是封存目录被移走或删除；若只复制了账库，请把封存目录一并复制。没有封存，只能重放。",
        "Most likely the seal was moved away or deleted; if only the store was copied, copy the "
        "seal too. Without it there is no evidence but replay.",
    )
    TAIL = (
        "seal.tail",
        _N,
        "最后 {count} 个事件尚未封存",
        "the last {count} events are not sealed yet",
        "对它们的改动现在查不出；请运行 lixia seal。",
        "A change to these can't be found: run lixia seal.",
    )
    INCONSISTENT = (
        "checkpoint.inconsistent",
        _E,
        "不能证明 {size} 条的检查点（{where_zh}）是 {old} 条的检查点（{old_zh}）的延续",
        "it is not proven that the checkpoint of {size} leaves ({where_en}) goes on from that of "
        "{old} ({old_en})",
        "或证明有误，或账册分叉、被改写。请保全两份文件，请账册一方重新出具证明；"
        "两份检查点条数相同而根哈希不同的，即为分叉的铁证。",
        "Either the proof is wrong, or the log has forked or was rewritten. Keep both files, and "
        "ask the log for another proof; two signed checkpoints of one size with different roots "
        "are proof of a fork.",
    )
    PROOF_PATH = (
        "proof.path",
        _E,
        "流 {stream} 第 {version} 版的内容与证明不符，或不在该检查点之下",
        "version {version} of stream {stream} does not fit its proof, or is not under this "
        "checkpoint",
        "说明回执中的事件、证明或检查点有一样被改动；它什么也证明不了。",
        "The event, the proof or the checkpoint in the receipt was changed: it proves nothing.",
    )
    PROOF_TEXT = (
        "proof.text",
        _E,
        "回执的说明文字与所证明的事件不符",
        "the receipt's words do not follow from the events it proves",
        "说明文字被改动；以事件的原文为准。",
        "The words were changed. What the events themselves say is what counts.",
    )
