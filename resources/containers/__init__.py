"""Reads the headers of sound and film files.

Written by hand: MediaInfo takes minutes for 26 kB of damaged data, finds no duration in films
that browsers record, and does not say where in the file a location is.
"""
