"""Bundles as ZIP files: written in one go, read without ever being unpacked."""

from lixia_adapters.bundles.archive import ZipFiles, ZipTarget

__all__ = ["ZipFiles", "ZipTarget"]
