"""Questions read aloud: recordings of an open call's questions hold nothing about anybody."""

from django.shortcuts import get_object_or_404
from django.urls import path

from koushaneh.calls.recordings import open_recordings
from koushaneh.web.media import hand_out
from koushaneh.web.pages import PUBLIC, page


@page(may=PUBLIC)
def recording(request, recording_id):
    found = get_object_or_404(open_recordings(), pk=recording_id)
    return hand_out(found.content, name=f"question-{found.key}", inline=True)


urls = [path("recordings/<int:recording_id>/", recording, name="recording")]
