"""Counts work instead of measuring time, which differs between machines."""

import sys
import tracemalloc
import unicodedata


def calls(function, *args):
    """The number of function calls, including functions in C."""
    counted = 0

    def count(frame, event, arg):
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        function(*args)
    finally:
        sys.setprofile(None)
    return counted


def lines(function, *args):
    """The number of executed lines of Python."""
    counted = 0

    def count(frame, event, arg):
        nonlocal counted
        counted += event == "line"
        return count

    traced = sys.gettrace()
    sys.settrace(count)
    try:
        function(*args)
    finally:
        sys.settrace(traced)
    return counted


def peak(function, *args):
    """The peak of the memory that Python allocated, in bytes."""
    tracemalloc.start()
    try:
        function(*args)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def composed(function, *args):
    """The number of calls of unicodedata.normalize, which takes quadratic time on many accents."""
    counted = 0

    def count(frame, event, arg):
        nonlocal counted
        counted += event == "c_call" and arg is unicodedata.normalize

    sys.setprofile(count)
    try:
        function(*args)
    finally:
        sys.setprofile(None)
    return counted
