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


_E, _W, _N = Severity


class Found(Enum):
    """A finding's public code, its severity, what is wrong, and what that proves or can't prove.

    Sentences are ``str.format`` templates over the facts of the finding.
    """

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
        "账库检查发现：{why}",
        "the store's own check says: {why}",
        "说明账库文件有损坏或被直接改动；事件内容是否受影响，以封存核对为准。",
        "The file is damaged or was changed directly. Whether events are hit, the seal tells.",
    )
    MALFORMED = (
        "event.malformed",
        _E,
        "位置 {position} 的一行不是事件",
        "the row at position {position} is no event",
        "说明该行不是本程序所写；其后的内容未能逐条核对。",
        "This code did not write it. What follows could not be compared event by event.",
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
    UNSIGNED = (
        "seal.unsigned",
        _W,
        "封存了 {leaves} 条，签署到 {size} 条",
        "{leaves} leaves are sealed, signed are {size}",
        "多半是签署之前中断，再封存一次即可；其间的事件只有本地记录为证。",
        "Most likely it was cut off before signing: seal again. For the events between, the local "
        "log is the only evidence.",
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
    TAIL = (
        "seal.tail",
        _N,
        "最后 {count} 个事件尚未封存",
        "the last {count} events are not sealed yet",
        "对它们的改动现在查不出；请运行 lixia seal。",
        "A change to these can't be found: run lixia seal.",
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
    BUNDLE_UNSIGNED = (
        "bundle.unsigned",
        _E,
        "审计包清单不是由所给公钥签署的（签名者自称 {name}），或签名无效",
        "the bundle's manifest is signed by none of the keys given (it says {name}), or badly",
        "说明公钥不对，或审计包是他人所制、签署之后被改动；其中的导出无从凭信，"
        "事件仍以检查点的签名为准。",
        "Either the wrong public key was given, or somebody else made or changed the bundle. Its "
        "exports can't be trusted; of its events the checkpoints' own signatures tell.",
    )
    BUNDLE_OTHER = (
        "bundle.other",
        _E,
        "清单与审计包所含的检查点不是同一个（{what}）",
        "manifest and checkpoint of the bundle are not of one and the same log ({what})",
        "说明审计包由不同的部分拼成。",
        "The bundle was put together from parts of different ones.",
    )
    BUNDLE_SUMS = (
        "bundle.sums",
        _E,
        "文件 SHA256SUMS 不是清单所签的那一份",
        "the file SHA256SUMS is not the one that the manifest was signed over",
        "说明各文件的哈希被改写；凭它们证明不了什么。",
        "The hashes of the files were rewritten: they prove nothing.",
    )
    BUNDLE_FILE = (
        "bundle.file",
        _E,
        "文件 {name} 与清单所列的哈希不符",
        "the file {name} does not have the hash that is listed",
        "说明该文件在签署之后被改动或调换。",
        "It was changed or swapped after the bundle was signed.",
    )
    BUNDLE_MISSING = (
        "bundle.missing",
        _E,
        "缺少清单所列的文件 {name}",
        "the file {name} is listed and is not there",
        "说明该文件在签署之后被取走。",
        "It was taken out after the bundle was signed.",
    )
    BUNDLE_UNLISTED = (
        "bundle.unlisted",
        _E,
        "文件 {name} 不在清单之中",
        "the file {name} is not listed",
        "说明该文件是签署之后放入的；它不属于审计包。",
        "It was put in after the bundle was signed and is no part of it.",
    )
    BUNDLE_TILE = (
        "bundle.tile",
        _E,
        "文件 {name} 不是由叶子算出的",
        "the file {name} does not follow from the leaves",
        "说明审计包自相矛盾：用这些文件核验的人会得到另一个结果。",
        "The bundle contradicts itself: whoever checks by this file comes to something else.",
    )
    BUNDLE_UNREADABLE = (
        "bundle.unreadable",
        _E,
        "{zh}",
        "{en}",
        "其中的事件因此未能核对。",
        "Its events could not be compared because of that.",
    )
    BUNDLE_EXPORT = (
        "bundle.export",
        _E,
        "{name} 不是由包内事件得出的（以同一版本 {ours} 重做比较）",
        "{name} does not follow from the bundle's events (made anew by the same release {ours})",
        "说明导出时有误，或签署者放入了另一份文件。",
        "Something went wrong when it was made, or who signed has put another file there.",
    )
    BUNDLE_RELEASE = (
        "bundle.release",
        _W,
        "{name} 与重做的不同；但审计包由 {made} 版制作，本程序为 {ours} 版",
        "{name} is not what comes of making it anew, but the bundle is of release {made} and this "
        "is {ours}",
        "不同版本的写法可能不同，不能据此断定有误；请以同一版本重做比较。",
        "Releases may write the same thing differently. Make it anew with the same release.",
    )

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

    found: Found
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


def finding(found: Found, where: str = "", /, **facts: Any) -> Finding:
    """Return a finding, as grave as its kind is."""
    return Finding(found, where, facts, found.severity)
