"""The scripts that showed what went wrong, each by what it is told today.

They lie outside this repository, in ``../shared/data/faults``; where they are not there, nothing is
run. ``runner`` plays them, in the offices that make the library's calls as they are today; a table
a chapter (``money``, ``people``, ``time_and_papers``) says what each must be told.
"""
