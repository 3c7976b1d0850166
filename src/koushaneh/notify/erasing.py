"""What becomes of messages, notices and codes when a woman is erased: nothing of them stays."""

from koushaneh.core.erasing import Part, Search
from koushaneh.notify.models import Message, Notice, PhoneCode

PLAN = [
    Part(Message, "person", "messages", deletes=True),
    Part(Notice, "person", "messages", deletes=True),
]


def erase_codes(hers):
    """Delete codes to her phones, and the messages that carried them: those name nobody but the phone."""
    nameless = Message.objects.filter(person=None).only("pk", "to")
    to_her = [message.pk for message in nameless.iterator() if message.to in hers.phones]
    Message.objects.filter(pk__in=to_her).delete()
    PhoneCode.objects.filter(phone_index__in=hers.phone_indexes).delete()
    return len(to_her)


SEARCHES = [Search("messages", erase_codes)]
