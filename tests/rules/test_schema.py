"""The JSON schema by which editors complete rules files says what the loader says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import tomli

import sourcescore
from sourcescore.rules.loader import FIELDS

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((Path(sourcescore.__file__).with_name("rules.schema.json")).read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FILES = [ROOT / "rules.toml", *sorted((ROOT / "plugins").glob("*/??.toml"))]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_shipped_files_are_valid(path: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(tomli.loads(path.read_text("utf-8")))] == []


def test_it_knows_every_field_of_a_rule() -> None:
    assert sorted(SCHEMA["properties"]["rule"]["items"]["properties"]) == sorted(FIELDS)


@pytest.mark.parametrize(
    "text",
    [
        "[weight]\nhearsay = -0.1\n",
        "[weights]\nhearsay = -3\n",
        "[bands]\nweak = 0.1\n",
        '[[rule]]\nid = "x"\ncategory = "hearsay"\n',
        '[[rule]]\nid = "x"\ncategory = "hearsay"\nmatch = ["a"]\nmatches = ["b"]\n',
        "[[ignore]]\n",
    ],
)
def test_a_typo_is_found(text: str) -> None:
    assert list(VALIDATOR.iter_errors(tomli.loads(text)))
