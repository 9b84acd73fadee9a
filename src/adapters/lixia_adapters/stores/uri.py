"""Addresses of stores that are files."""

from __future__ import annotations

from lixia_adapters.stores.errors import NotAStore


def path_in(uri: str, scheme: str, ending: str) -> str:
    """Return the file that ``uri`` names. Raises ``NotAStore``, saying how it is to be written."""
    opening = f"{scheme}:///"
    path = uri.removeprefix(opening)
    if path == uri or not path:
        raise NotAStore(
            uri,
            f"地址应写作 {opening}相对路径.{ending} 或 {opening}/绝对路径.{ending}",
            f"write {opening}relative.{ending} or {opening}/absolute.{ending}",
        )
    if "\0" in path:
        raise NotAStore(
            uri, "路径含有空字符，文件不能这样命名", "a null character is in it: no file has one"
        )
    return path
