"""The auditor's report on a page, in a workbook and on paper: one content, three renderers."""
