"""LanguageTool's real clients against the server: each as its users run it. One that is missing is a visible skip."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Server

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("editors")]

TEXT = "Das ist gut. 😀 Das ist ein Munkelwort & mehr."
SAID = "Gerücht im Test"
PACKAGES = {"gramma": "1.6.0", "quill": "1.3.7", "quill-languagetool": "1.0.7"}


@pytest.fixture(scope="module")
def modules(cache: Path) -> Path:
    """The folder of npm packages, fetched once."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("needs node and npm")
    folder = cache / "editors"
    modules = folder / "node_modules"
    wanted = json.dumps(PACKAGES)
    stamp = folder / "installed.json"
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        folder.mkdir(exist_ok=True)
        packages = [f"{name}@{version}" for name, version in PACKAGES.items()]
        options = ["--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"]
        done = subprocess.run(
            [npm, "install", *options, *packages], capture_output=True, text=True, timeout=240, check=False
        )
        if done.returncode:
            pytest.skip(f"npm could not fetch {', '.join(packages)}: {done.stderr.strip()[-200:]}")
        stamp.write_text(wanted, "utf-8")
    return modules


def test_language_tool_python(server: Server) -> None:
    language_tool_python = pytest.importorskip("language_tool_python", exc_type=ImportError)
    with language_tool_python.LanguageTool("de-DE", remote_server=server.url) as tool:
        (match,) = tool.check(TEXT)
        assert match.rule_id == "de.acme.rumour"
        assert TEXT[match.offset : match.offset + match.error_length] == "Munkelwort"
        assert SAID in match.message
        tool.disabled_rules = {"de.acme.rumour"}
        assert tool.check(TEXT) == []
        tool.disabled_rules = set()
        tool.picky = True
        assert {match.rule_id for match in tool.check(TEXT + " Zirkawort")} >= {"de.acme.rumour", "de.acme.about"}


def test_pylanguagetool(server: Server, tmp_path: Path) -> None:
    if importlib.util.find_spec("pylanguagetool") is None:
        pytest.skip("needs pylanguagetool")
    from pylanguagetool import api

    response = api.check(TEXT, api_url=f"{server.url}/v2/", lang="de-DE", picky=True)
    assert [match["rule"]["id"] for match in response["matches"]] == ["de.acme.rumour"]
    assert {"de-DE", "en-US"} <= {language["longCode"] for language in api.get_languages(f"{server.url}/v2/")}
    with pytest.raises(ValueError, match="Error: There are no rules for this language"):
        api.check(TEXT, api_url=f"{server.url}/v2/", lang="tlh")


def test_gramma(server: Server, modules: Path, tmp_path: Path) -> None:
    (tmp_path / ".config").mkdir()
    article = tmp_path / "article.md"
    article.write_text(f"# Titel\n\n**{TEXT}**\n", "utf-8")
    program = ["node", str(modules / "gramma" / "src" / "cli.js")]

    def gramma(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "HOME": str(tmp_path), "NO_COLOR": "1"}
        return subprocess.run(
            [*program, *map(str, arguments)], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False
        )  # fmt: skip

    assert gramma("config", "-g", "api_url", f"{server.url}/v2/check").returncode == 0
    assert gramma("config", "-g", "language", "de-DE").returncode == 0
    for options in ((), ("--markdown",)):
        done = gramma("check", "-p", "-n", *options, article)
        assert done.returncode == 1, done.stderr
        assert "German (Germany)" in done.stdout
        assert "Word: Munkelwort" in done.stdout
        assert SAID in done.stdout
    assert gramma("config", "-g", "language", "fr").returncode == 0
    failed = gramma("check", "-p", "-n", article)
    assert "There are no rules for this language" in failed.stdout + failed.stderr


EDITOR = """<!doctype html><meta charset="utf-8"><div id="editor"></div>
<script>window.process = {env: {NODE_ENV: "production"}}; // what a bundler puts in</script>
<script src="/quill/dist/quill.js"></script>
<script type="module">
import register from "/quill-languagetool/dist/index.es.js";
register(Quill);
window.quill = new Quill("#editor", {modules: {languageTool: {
  server: SERVER, language: "de-DE", cooldownTime: 50, apiOptions: {level: "picky"}}}});
window.ready = true;
</script>"""


@pytest.fixture
def editor_page(modules: Path, server: Server, tmp_path: Path) -> Iterator[str]:
    """A page with the Quill editor, on another origin than the server's."""
    for name in ("quill", "quill-languagetool"):
        (tmp_path / name).symlink_to(modules / name)
    (tmp_path / "index.html").write_text(EDITOR.replace("SERVER", json.dumps(server.url)), "utf-8")
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as pages:
        thread = threading.Thread(target=pages.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{pages.server_port}/"
        pages.shutdown()
        thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


def test_quill_in_chromium(browser: Any, editor_page: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(editor_page)
    page.wait_for_function("window.ready")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)  # after its own first check the module is deaf for 100 ms
    page.click("#editor .ql-editor")
    page.keyboard.insert_text(TEXT)
    mark = page.locator("quill-lt-match")
    mark.first.wait_for(timeout=20_000)
    assert [mark.nth(number).inner_text() for number in range(mark.count())] == ["Munkelwort"]
    assert mark.first.get_attribute("data-rule-id") == "de.acme.rumour"
    mark.first.click()
    page.get_by_text(SAID).wait_for(timeout=10_000)
    assert errors == []
    context.close()


def test_libreoffice(server: Server, tmp_path: Path) -> None:
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    python = Path("/usr/bin/python3")
    if soffice is None or not python.exists():
        pytest.skip("needs libreoffice-writer-nogui")
    if subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode:
        pytest.skip("needs python3-uno")
    pipe = f"sourcescore{os.getpid()}"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    quiet = ["--headless", "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"]
    office = subprocess.Popen([soffice, profile, *quiet], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        client = Path(__file__).with_name("libreoffice_client.py")
        done = subprocess.run(
            [python, client, pipe, f"{server.url}/v2", TEXT], capture_output=True, text=True, timeout=90, check=False
        )
        assert done.returncode == 0, done.stderr
        result = json.loads(done.stdout)
        assert result["known"] is True
        (error,) = result["errors"]
        units = TEXT.encode("utf-16-le")
        marked = units[2 * error["start"] : 2 * (error["start"] + error["length"])].decode("utf-16-le")
        assert marked == "Munkelwort"
        assert SAID in error["full"] + error["short"]
    finally:
        office.terminate()
        office.wait(30)
