"""Women who send at the same time, over HTTP; each tries with her key until she has her receipt."""

import http.client
import queue
import threading
import time
from urllib.parse import urlencode

CLIENTS, TOKEN, PAUSE_SECONDS = 8, "k" * 32, 0.3


class CutOff(Exception):
    """The request was sent and no good answer came: nobody knows whether it was stored."""


class Crowd:
    def __init__(self, port, women):
        self.port, self.women, self.waiting = port, women, queue.Queue()
        self.acknowledged, self.odd = [], []
        self.cut_off = self.turned_away = 0
        for woman in women:
            self.waiting.put(woman)

    def send(self, connection, session, code):
        """Post her application once; what the server says goes into the lists."""
        if connection.sock is None:
            connection.connect()
        where = self._post(connection, session, code)
        if where.endswith(f"/{code}/receipt/"):
            self.acknowledged.append(code)
        else:
            self.odd.append((code, where))

    def _post(self, connection, session, code):
        headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode({"csrfmiddlewaretoken": TOKEN, "once": f"once-{code}"})
        try:
            connection.request("POST", f"/my/applications/{code}/submission/", body, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise CutOff from error
        if answer.status >= 500:
            raise CutOff
        return answer.headers.get("Location", f"status {answer.status}")

    def work(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while True:
            try:
                session, code = self.waiting.get_nowait()
            except queue.Empty:
                connection.close()
                return
            try:
                self.send(connection, session, code)
                continue
            except CutOff:
                self.cut_off += 1
            except OSError:
                self.turned_away += 1  # nobody listened, nothing was sent
            connection.close()
            self.waiting.put((session, code))
            time.sleep(PAUSE_SECONDS)

    def start(self):
        self.threads = [threading.Thread(target=self.work, daemon=True) for _ in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    @property
    def is_busy(self):
        return any(thread.is_alive() for thread in self.threads)

    def wait(self, *, until=None, seconds=600):
        """Wait for so many receipts, or for all."""
        deadline = time.monotonic() + seconds
        while self.is_busy and (until is None or len(self.acknowledged) < until):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(self.acknowledged)} of {len(self.women)} after {seconds} s")
            time.sleep(0.005)
