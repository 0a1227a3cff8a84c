"""How a relationship stands: the scorecard of its areas, its momentum, what moved, and beside another's.

``answer.assess`` gives it all; ``scorecard``, ``momentum``, ``changes`` and ``compare`` have the parts.
"""
