from . import essays, sources

__all__ = ["essays", "sources"]
