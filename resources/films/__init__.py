"""What stands in the headers of a film.

By hand: MediaInfo takes minutes over 26 kB that are damaged, finds no duration in what browsers
record, and does not tell where a place is written.
"""
