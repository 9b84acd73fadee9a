"""Money (资金): the fund and its foundation, the bank, gifts, disbursements, disclosures."""
