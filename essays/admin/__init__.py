from . import comments, essays

__all__ = ["comments", "essays"]
