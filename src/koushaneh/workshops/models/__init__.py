from koushaneh.workshops.models.attendance import Attendance, Tick
from koushaneh.workshops.models.beside import Feedback, Material
from koushaneh.workshops.models.certificates import Certificate
from koushaneh.workshops.models.seats import Seat
from koushaneh.workshops.models.workshops import Session, Workshop

__all__ = ["Attendance", "Certificate", "Feedback", "Material", "Seat", "Session", "Tick", "Workshop"]
