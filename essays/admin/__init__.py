from . import comments, essays, house_rules

__all__ = ["comments", "essays", "house_rules"]
