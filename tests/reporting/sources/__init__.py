"""What the published reports print, typed from the documents and from nothing else.

Rows of counts are tuples: row key, market as printed, then the columns in their order. All other
rows are dictionaries of cells; ``objectives`` are the numbers, ``objectives_printed`` the wording.
"""
