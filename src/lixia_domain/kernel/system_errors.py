"""What the operating system says of a file, in both languages: it has words in English only."""

from __future__ import annotations

import errno

from lixia_domain.kernel.words import Words

_SAID = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "文件超过允许的大小",
    errno.EROFS: "所在的盘不可写",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.EINVAL: "不是普通文件，或不能这样命名",
    errno.ELOOP: "这是符号链接，不经由它写入",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOLCK: "所在的盘不支持加锁",
    errno.EBUSY: "正被占用",
    errno.ETXTBSY: "正被占用",
}


def words_of(error: OSError) -> Words:
    """Return why a file can't be used; in the system's own words where we have none in Chinese."""
    en = error.strerror or str(error)
    return Words(_SAID.get(error.errno or 0, en), en)
