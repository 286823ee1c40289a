"""In which order the work of a product waits: scores by a method, ranks, effort and where capacity ends."""

from pmctl.insights.ranking.methods import METHODS, Method
from pmctl.insights.ranking.places import places, ranked
from pmctl.insights.ranking.scores import Scored, method_of, score_of, scored

__all__ = ["METHODS", "Method", "Scored", "method_of", "places", "ranked", "score_of", "scored"]
