"""What checking a bundle can find, beside what can be found of the log in it."""

from __future__ import annotations

from lixia_domain.audit.seal.findings import FindingKind, Severity

_E, _W, _ = Severity


class InBundle(FindingKind):
    """What can be found of a bundle's own files."""

    UNSIGNED = (
        "bundle.unsigned",
        _E,
        "审计包清单不是由所给公钥签署的（签名者自称 {name}），或签名无效",
        "the bundle's manifest is signed by none of the keys given (it says {name}), or badly",
        "说明公钥不对，或审计包是他人所制、签署之后被改动；其中的内容无从凭信，未再核对。",
        "Either the wrong public key was given, or somebody else made or changed the bundle. "
        "Nothing in it can be trusted, and nothing more of it was looked at.",
    )
    OTHER = (
        "bundle.other",
        _E,
        "清单与审计包所含的检查点不是同一个（{what}）",
        "manifest and checkpoint of the bundle are not of one and the same log ({what})",
        "说明审计包由不同的部分拼成。",
        "The bundle was put together from parts of different ones.",
    )
    SUMS = (
        "bundle.sums",
        _E,
        "文件 SHA256SUMS 不是清单所签的那一份",
        "the file SHA256SUMS is not the one that the manifest was signed over",
        "说明各文件的哈希被改写；凭它们证明不了什么，其余未再核对。",
        "The hashes of the files were rewritten: they prove nothing, and nothing more was looked "
        "at.",
    )
    FILE = (
        "bundle.file",
        _E,
        "文件 {name} 与清单所列的哈希不符",
        "the file {name} does not have the hash that is listed",
        "说明该文件在签署之后被改动或调换；其余未再核对。",
        "It was changed or swapped after the bundle was signed; nothing more was looked at.",
    )
    MISSING = (
        "bundle.missing",
        _E,
        "缺少清单所列的文件 {name}",
        "the file {name} is listed and is not there",
        "说明该文件在签署之后被取走；其余未再核对。",
        "It was taken out after the bundle was signed; nothing more was looked at.",
    )
    UNLISTED = (
        "bundle.unlisted",
        _E,
        "文件 {name} 不在清单之中",
        "the file {name} is not listed",
        "说明该文件是签署之后放入的；它不属于审计包，其余未再核对。",
        "It was put in after the bundle was signed and is no part of it; nothing more was looked "
        "at.",
    )
    TILE = (
        "bundle.tile",
        _E,
        "文件 {name} 不是由叶子算出的",
        "the file {name} does not follow from the leaves",
        "说明审计包自相矛盾：用这些文件核验的人会得到另一个结果。",
        "The bundle contradicts itself: whoever checks by this file comes to something else.",
    )
    UNREADABLE = (
        "bundle.unreadable",
        _E,
        "{zh}",
        "{en}",
        "其中的事件因此未能核对。",
        "Its events could not be compared because of that.",
    )
    EXPORT = (
        "bundle.export",
        _E,
        "{name} 不是由包内事件得出的（以同一版本 {ours} 重做比较）",
        "{name} does not follow from the bundle's events (made anew by the same release {ours})",
        "说明导出时有误，或签署者放入了另一份文件。",
        "Something went wrong when it was made, or who signed has put another file there.",
    )
    RELEASE = (
        "bundle.release",
        _W,
        "{name} 与重做的不同；但审计包由 {made} 版制作，本程序为 {ours} 版",
        "{name} is not what comes of making it anew, but the bundle is of release {made} and this "
        "is {ours}",
        "不同版本的写法可能不同，不能据此断定有误；请以同一版本重做比较。",
        "Releases may write the same thing differently. Make it anew with the same release.",
    )
