from . import inlines, sources

__all__ = ["inlines", "sources"]
