"""Data files and feeds, made from the library alone: no disk, no clock.

`files.data_files` is the one entry; `files.FORMATS` lists the writers.
"""
