"""Names and regions of languages, as LanguageTool's clients expect to see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import tomli

_DATA = tomli.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
NAMES: Mapping[str, str] = _DATA["names"]
REGIONS: Mapping[str, Mapping[str, str]] = _DATA["regions"]


def base_of(code: str) -> str:
    """``de`` of ``de-AT`` or ``de_AT``."""
    return code.replace("_", "-").partition("-")[0].lower()


def name_of(code: str) -> str:
    """``German (Austria)`` of ``de-AT``; a language that is not known here is called by its code."""
    base = base_of(code)
    region = code.replace("_", "-").partition("-")[2].upper()
    name = NAMES.get(base, base)
    said = REGIONS.get(base, {}).get(region)
    return f"{name} ({said})" if said else name


def with_region(code: str, preferred: Iterable[str]) -> str:
    """A code with a region for a language that was detected: a preferred variant, else the language's first."""
    for variant in preferred:
        if base_of(variant) == code:
            return variant
    regions = REGIONS.get(code)
    return f"{code}-{next(iter(regions))}" if regions else code


def listed(codes: Iterable[str]) -> Iterator[dict[str, str]]:
    """What ``/v2/languages`` says: each language alone, then in each of its regions."""
    for code in codes:
        for long in (code, *(f"{code}-{region}" for region in REGIONS.get(code, {}))):
            yield {"name": name_of(long), "code": code, "longCode": long}
