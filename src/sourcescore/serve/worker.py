"""A scoring process: takes tasks from a socket, one after another, and gives back answers.

A frame is its length (four bytes, big-endian) and as many bytes. A task is a name, a line end, and a body; an answer is
the MessagePack of an Answer. The first frame that a worker sends is empty: it is ready.
"""

from __future__ import annotations

import gc
import signal
import socket
import sys
import traceback

import msgspec

from .answers import Answer, Scorers, answer, problem_answer
from .problems import Problem
from .settings import Settings

HEAD = 4


def frame(content: bytes) -> bytes:
    """The bytes of one frame."""
    return len(content).to_bytes(HEAD, "big") + content


def pack_task(task: str, body: bytes) -> bytes:
    """A task as a frame."""
    return frame(task.encode() + b"\n" + body)


def unpack_answer(content: bytes) -> Answer:
    """The answer in a frame."""
    return msgspec.msgpack.decode(content, type=Answer)


def work(connection: socket.socket, settings: Settings) -> None:
    """Answers tasks until the server is gone. Runs in a process of its own."""
    # Ctrl+C reaches all processes of a terminal: the server decides when its workers stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    scorers = Scorers(settings)
    scorers.warm()
    gc.collect()
    gc.freeze()  # rules and words stay until the end: nobody need look through them again
    with connection:
        connection.sendall(frame(b""))
        while (content := _receive(connection)) is not None:
            task, _, body = content.partition(b"\n")
            connection.sendall(frame(msgspec.msgpack.encode(_answered(scorers, task.decode(), body))))


def _answered(scorers: Scorers, task: str, body: bytes) -> Answer:
    try:
        return answer(scorers, task, body)
    except Exception as error:
        sys.stderr.write(said(error))
        return problem_answer(Problem("bug", "its log says where"), plain=task == "check")


def said(error: BaseException) -> str:
    """What the log says of a bug: the kind of error and where, but not its message, which may hold words of a text."""
    places = [f"{place.filename}:{place.lineno} {place.name}" for place in traceback.extract_tb(error.__traceback__)]
    return f"sourcescore: this is a bug: {type(error).__name__} at {' < '.join(reversed(places[-5:]))}\n"


def _receive(connection: socket.socket) -> bytes | None:
    """The next frame's content; None where the server has gone."""
    head = _exactly(connection, HEAD)
    return None if head is None else _exactly(connection, int.from_bytes(head, "big"))


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        try:
            part = connection.recv(min(size - len(parts), 1 << 20))
        except ConnectionError:
            return None
        if not part:
            return None
        parts += part
    return bytes(parts)
