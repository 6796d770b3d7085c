"""Finished pages for visitors, kept as long as the edition of the archive lasts (core/edition.py).

By hand, because Django's cache middlewares run after session and language, keep pages by time, and
would store the headers of one request for another.
"""
