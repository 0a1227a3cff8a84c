"""Human decisions: what is asked of people, and what they say -> Judgement, Correction, Rejection."""

from dragoman.review.decide import Act, Wording, accept, apart, correct, reject, same, subjects
from dragoman.review.questions import Conflict, Question, conflicts, questions
from dragoman.review.things import Thing, Things
from dragoman.review.undo import move, undo
from dragoman.review.why import Why, why

__all__ = [
    "Act",
    "Conflict",
    "Question",
    "Thing",
    "Things",
    "Why",
    "Wording",
    "accept",
    "apart",
    "conflicts",
    "correct",
    "move",
    "questions",
    "reject",
    "same",
    "subjects",
    "undo",
    "why",
]
