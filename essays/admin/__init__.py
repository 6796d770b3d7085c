from . import comments, decisions, essays, house_rules

__all__ = ["comments", "decisions", "essays", "house_rules"]
