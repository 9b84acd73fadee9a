"""Rules as dated data, each with its source: which edition was in force on a date, and how sure.

An act is judged by the rule in force on its date, and the decision names the edition
(``Edition.version``), so a later amendment never rewrites what was right when it was done.
"""

from lixia_domain.rules.book import EDITIONS
from lixia_domain.rules.edition import Edition, NoRule, Sure, in_force

__all__ = ["EDITIONS", "Edition", "NoRule", "Sure", "in_force"]
