"""Human decisions: what is asked of people, and what they say -> Decision (see ``model.decision``)."""

from dragoman.review.add import Given, GivenPerson, add
from dragoman.review.decide import Act, accept, apart, confirm, correct, reject, same, split, subjects
from dragoman.review.log import confirmed
from dragoman.review.questions import Conflict, Question, conflicts, questions
from dragoman.review.seen import Sight
from dragoman.review.things import Thing, Things
from dragoman.review.undo import move, undo
from dragoman.review.why import Why, why
from dragoman.review.wording import Wording

__all__ = [
    "Act",
    "Conflict",
    "Given",
    "GivenPerson",
    "Question",
    "Sight",
    "Thing",
    "Things",
    "Why",
    "Wording",
    "accept",
    "add",
    "apart",
    "confirm",
    "confirmed",
    "conflicts",
    "correct",
    "move",
    "questions",
    "reject",
    "same",
    "split",
    "subjects",
    "undo",
    "why",
]
