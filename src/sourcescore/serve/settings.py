"""What a server was started with: where it listens, who may ask, what it scores with, and its limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one client may ask for. Sizes in bytes, lengths in code points, times in seconds."""

    body: int = MEGABYTE
    text: int = 1_000_000
    texts: int = 1_000
    """Texts in one request."""
    requests: int = 64
    """Requests that are scored or wait for it at the same time; further ones are told to come back."""
    seconds: float = 30.0
    """How long the texts of a request may take, and how long it may wait for its turn."""
    patience: float = 10.0
    """How long a client may take to send its headers, then its body, and to take what was answered."""
    connections: int = 512


@dataclass(frozen=True, slots=True)
class Settings:
    """A server's settings; plain data, so that they can be sent to worker processes."""

    host: str = "127.0.0.1"
    rules: str | None = None
    """A rules file laid over the shipped one for every request."""
    named_rules: tuple[tuple[str, str], ...] = ()
    """Rules files that a request may ask for by name: (name, path)."""
    plugins: tuple[str, ...] = ()
    lang: str | None = None
    """The language of texts for which a request names none; None detects it."""
    workers: int = 2
    limits: Limits = field(default_factory=Limits)
    token: str | None = field(default=None, repr=False)
    hosts: tuple[str, ...] = ()
    """Further names under which the server may be addressed (a proxy's, say)."""
    origins: tuple[str, ...] = ()
    """Origins whose pages may use the server from a browser; none given: all."""
    access_log: bool = False

    @property
    def loopback(self) -> bool:
        """Whether only programs on this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False
