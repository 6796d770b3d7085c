"""Work counted, not timed: the same on every machine."""

import sys
import tracemalloc
import unicodedata


def calls(function, *args):
    """How many functions are called, those written in C among them."""
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
    """How many lines of Python run; of a loop, each round."""
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
    """The most bytes that Python held for it at one time."""
    tracemalloc.start()
    try:
        function(*args)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def composed(function, *args):
    """How often letters and accents are composed, which takes the square of a row of accents."""
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
