"""``sourcescore serve``: HTTP for programs, LanguageTool's API for editors, a page for people."""

from __future__ import annotations

import importlib.util
import math
import os
from pathlib import Path
from urllib.parse import urlsplit

import click

from ..errors import InputError, MissingExtraError, UsageError
from . import complain, options

_TOKEN = "SOURCESCORE_TOKEN"


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@options.lang
@click.option(
    "--rules", multiple=True, metavar="[NAME=]FILE",
    help="A rules.toml laid over the shipped one for all requests; with a name, for those that ask for it. "
    "May be repeated.",
)  # fmt: skip
@options.plugin
@click.option(
    "--workers", type=click.IntRange(1, 256), default=os.cpu_count() or 1, show_default="one a processor",
    help="Processes that score.",
)  # fmt: skip
@click.option(
    "--token-file", type=click.Path(path_type=Path), metavar="FILE",
    help=f"Holds a token that requests must show; it can also stand in the environment as {_TOKEN}.",
)  # fmt: skip
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A further name of this server.")
@click.option(
    "--allow-origin", "origins", multiple=True, metavar="ORIGIN",
    help="Only pages from here may use the server from a browser (https://cms.example). May be repeated.",
)  # fmt: skip
@click.option("--max-body", type=click.IntRange(1), metavar="BYTES", help="Largest body of a request (1048576).")
@click.option("--max-text", type=click.IntRange(1), metavar="CHARS", help="Longest text (1000000).")
@click.option("--max-requests", type=click.IntRange(1), metavar="N", help="Requests scored or waiting at once (64).")
@click.option("--time-limit", type=click.FloatRange(0.1), metavar="SECONDS", help="Longest time to score (30).")
@click.option("--patience", type=click.FloatRange(0.1), metavar="SECONDS", help="Longest time to send a request (10).")
@click.option("--access-log", is_flag=True, help="A line of JSON on standard output for each request; never its text.")
def command(
    host: str,
    port: int,
    lang: str,
    rules: tuple[str, ...],
    plugins: tuple[str, ...],
    workers: int,
    token_file: Path | None,
    hosts: tuple[str, ...],
    origins: tuple[str, ...],
    max_body: int | None,
    max_text: int | None,
    max_requests: int | None,
    time_limit: float | None,
    patience: float | None,
    access_log: bool,
) -> int:
    """Serve scores over HTTP: POST /v1/score, LanguageTool's /v2/check, and a page at /. /docs tells more."""
    for module in ("httptools", "prometheus_client", "starlette", "uvicorn"):
        if importlib.util.find_spec(module) is None:
            raise MissingExtraError("sourcescore serve", "serve")
    from ..serve.settings import Limits, Settings

    for flag, seconds in (("--time-limit", time_limit), ("--patience", patience)):
        if seconds is not None and not math.isfinite(seconds):
            raise UsageError(f"{flag} {seconds}: expected a number of seconds")
    default, named = _rules(rules)
    given = {
        "body": max_body, "text": max_text, "requests": max_requests, "seconds": time_limit, "patience": patience,
    }  # fmt: skip
    settings = Settings(
        host=host,
        rules=default,
        named_rules=named,
        plugins=tuple(str(Path(plugin).resolve()) if Path(plugin).exists() else plugin for plugin in plugins),
        lang=None if lang == "auto" else lang,
        workers=workers,
        limits=Limits(**{name: value for name, value in given.items() if value is not None}),  # type: ignore[arg-type]
        token=_token(token_file),
        hosts=tuple(_host(name) for name in hosts),
        origins=tuple(_origin(origin) for origin in origins),
        access_log=access_log,
    )
    from ..serve.answers import Scorers
    from ..serve.app import Application
    from ..serve.run import listen, serve

    listening = listen(host, port)
    application = Application(settings, Scorers(settings))
    if not settings.loopback and settings.token is None:
        complain(f"anybody who can reach {host}:{port} can use this server: there is no token (--token-file)")
    serve(application, listening)
    return 0


def _rules(given: tuple[str, ...]) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """The rules of every request, and those with a name."""
    default: str | None = None
    named: dict[str, str] = {}
    for value in given:
        name, equals, file = value.partition("=")
        if not equals:
            if default is not None:
                raise UsageError(
                    f"--rules {value}: rules for all requests are given already; give these a name: NAME=FILE"
                )
            default = value
        elif not name or not file or name in named:
            raise UsageError(f"--rules {value}: expected NAME=FILE, each name once")
        else:
            named[name] = file
    return default, tuple(sorted(named.items()))


def _host(name: str) -> str:
    """A name as it is compared with that of a request. Raises UsageError for what is none."""
    given = name.lower().strip("[]")
    try:
        if urlsplit(f"//[{given}]" if ":" in given else f"//{given}").hostname == given:
            return given
    except ValueError:
        pass
    raise UsageError(f"--allow-host {name}: expected a name alone, without https:// and port: cms.example")


def _origin(origin: str) -> str:
    """An origin as browsers send it. Raises UsageError for what is none."""
    given = origin.lower().rstrip("/")
    try:
        found = urlsplit(given)
        if given == "null" or (found.scheme and found.hostname and given == f"{found.scheme}://{found.netloc}"):
            return given
    except ValueError:
        pass
    raise UsageError(
        f"--allow-origin {origin}: expected scheme and name, with the port where it has one: https://cms.example"
    )


def _token(file: Path | None) -> str | None:
    """The token that requests must show. Raises InputError, or UsageError where it is empty."""
    if file is None:
        token = os.environ.get(_TOKEN)
    else:
        try:
            token = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise InputError(f"{file}: can not be read: {reason}") from None
    if token is None:
        return None
    token = token.strip()
    if not token or not token.isascii() or any(char.isspace() for char in token):
        raise UsageError(f"the token in {file or _TOKEN} must be letters, digits and signs, without white space")
    return token
