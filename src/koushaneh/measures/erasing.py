"""What becomes of questionnaires when a woman is erased: nothing of them stays."""

from koushaneh.core.erasing import Part
from koushaneh.measures.models import Response, Sitting

PLAN = [
    Part(Response, "sitting__person", "questionnaire", deletes=True),
    Part(Sitting, "person", "questionnaire", deletes=True),
]
