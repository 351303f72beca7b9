"""What the site offers besides its pages, pure: rows, lines, entries and the whole small files.

The large files are concatenations of what `pieces` makes of each segment of the notices (`segments`), so that one more
notice makes one segment anew. `generator/build/exporting.py` keeps the segments and writes the files.
"""

LARGEST = 64 * 1024 * 1024
"""Bytes a file may have before only its gzip is published."""

PART = 95 * 1000 * 1000
"""Bytes of a packed file, or of each of its parts: most hosts refuse files of 100 MB."""

QUICK = 1
"""Level of gzip for those: a quarter of the time of level 6, for a tenth more bytes."""
