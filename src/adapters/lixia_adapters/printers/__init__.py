"""Text that leaves: one printer for each medium, which knows what that medium must not be given.

What steers or hides stands as its code point in all of them (``kernel.visible``). Pages have their
printer in ``application.pages``, JSON in ``kernel.json_text``: the domain writes these itself.
"""
