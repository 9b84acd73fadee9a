"""What the operating system says in English only, for Chinese sentences."""

from __future__ import annotations

import errno

_SAID = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "所在的盘不可写",
    errno.EINVAL: "不是普通文件，或不能这样命名",
    errno.ELOOP: "这是符号链接，不经由它写入",
    errno.ENAMETOOLONG: "文件名太长",
}


def in_chinese(error: OSError) -> str:
    """Return why a file can't be used; in the system's own words where we have none."""
    return _SAID.get(error.errno or 0) or error.strerror or str(error)
