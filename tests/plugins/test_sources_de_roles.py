"""Who "der Minister", "seine Anwältin", "der Apple-Chef" is in German: somebody named before, or a role."""

from __future__ import annotations

import pytest

import sourcescore


@pytest.mark.parametrize(
    ("before", "source", "kind"),
    [
        ("Es kam auch Mira-Chefin Anna Moser.", "die Mira-Präsidentin", "named"),
        ("Vor Gericht half ihm Anwältin Anna Moser.", "seine Anwältin", "named"),
        ("Vor Gericht half ihm eine Kollegin.", "seine Anwältin", "role"),
        ("Im Saal saß Präsident Heinz Moser.", "Ecuadors Präsident", "named"),
        ("Im Saal saßen Gäste.", "Ecuadors Präsident", "role"),
        ("Es kam der Sprecher des Krisenstabes für Hochwasser, Heinz Moser.", "der Sprecher des Krisenstabes", "named"),
        ("Es kam der Sprecher der Feuerwehr, Heinz Moser.", "der Sprecher des Krisenstabes", "role"),
        ("Für Heinz Moser war es der dritte Sieg.", "der Designer", "named"),
        ("Für alle war es der dritte Sieg.", "der Designer", "role"),
        ("Für Heinz Moser war es der dritte Sieg.", "der örtliche Polizeichef", "role"),
        ("Für Heinz Moser war es der dritte Sieg.", "der von der Zeitung zitierte Experte", "role"),
        ("Er fahre heim, sagte Richter Heinz Moser.", "der Verteidiger", "role"),
        ("Er fahre heim, teilte die Arbeiterkammer mit.", "die Sprecherin", "role"),
        ("Die Stadt baut um.", "der Rechnungshof", "named"),
        ("Die Stadt baut um.", "die Verteidigung", "role"),
        ("Die Stadt baut um.", "die Erzieherinnen", "role"),
        ("Für Anna Moser war es der dritte Sieg.", "die Geldgeber", "role"),
    ],
)
def test_a_role_is_somebody_named_where_the_text_has_named_it(
    scorer: sourcescore.Scorer, before: str, source: str, kind: str
) -> None:
    claim = scorer.score(f"{before} Das Ergebnis sei gut, hieß es. Die Halle werde umgebaut, sagte {source}.").claims[
        -1
    ]
    assert (claim.source.kind, claim.source.name) == (kind, source)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Das Haus ist verkauft, berichtete die Agentur DHA.", "media"),
        ("Nach Informationen des Nachrichtenmagazins ist das Haus verkauft.", "media"),
        ("Der Einigung zufolge bleibt das Haus stehen.", "documented"),
        ("Der Industriellenvereinigung zufolge bleibt das Haus stehen.", "named"),
        ("Ein neues Gesetz fordert der Obmann Heinz Moser von der Stadt.", "named"),
    ],
)
def test_more_kinds_of_sources(scorer: sourcescore.Scorer, text: str, kind: str) -> None:
    assert scorer.score(text).claims[0].source.kind == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Huber warf der Regierung Fehler vor.", "Anna Huber"),
        ("Huber, zugleich Chefin der Kammer, warf der Regierung vor, zu zögern.", "Huber"),
        ("Der Ministerin wirft Huber vor, zu zögern.", "Huber"),
        ("Der Minister wirft Huber vor, zu zögern.", "Der Minister"),
        ("Anna Huber hat den Bund kritisiert und eine härtere Gangart gefordert.", "Anna Huber"),
        ("Beide fordern eine härtere Gangart.", "Beide"),
        ("Das Dach ist undicht, berichtet Anna Huber von einem Schaden.", "Anna Huber"),
        ("Das Dach ist undicht, berichtet Anna Huber von der Kammer.", "Anna Huber von der Kammer"),
        ("Das hängt laut Huber von den Preisen ab.", "Huber"),
    ],
)
def test_the_source_is_the_subject_and_nobody_whom_it_speaks_to(
    scorer: sourcescore.Scorer, text: str, name: str
) -> None:
    assert scorer.score(text).claims[0].source.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Huber forscht. Im Winter empfiehlt Huber Reisenden mehr Schlaf.", "Huber"),
        ("Anna Huber forscht. Im Winter empfiehlt Huber Energie mehr Schlaf. Huber Energie zögert.", "Huber Energie"),
        ("Die Leiterin Huber forscht. Laut Hubers Mitarbeiter Moser ist sie müde.", "Hubers Mitarbeiter Moser"),
        ("Das sei gut, sagte Anna Moser. Franz Huber zögert. Huber prüft noch. Das dauere, sagt er.", "Huber"),
        ("Das sei gut, sagte Heinz Moser. Neuland liegt vor Linz. Das dauere, sagt er.", "Heinz Moser"),
        ("Die Richter berieten. Das Gesetz sei alt, sagten die Richter.", "die Richter"),
    ],
)
def test_last_names_are_known_by_the_first_name_elsewhere(scorer: sourcescore.Scorer, text: str, name: str) -> None:
    assert [c.source.name for c in scorer.score(text).claims if c.source.name is not None][-1] == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nach libyschen Angaben ist die Brücke gesperrt.", "named"),
        ("Nach medizinischen Angaben ist die Lage ruhig.", "role"),
        ("Nach Angaben des Direktors ist die Brücke gesperrt.", "role"),
        ("Nach Angaben des Direktors Franz Huber ist die Brücke gesperrt.", "named"),
        ("Es eile, sagte der Präsident zusammen mit Obmann Franz Huber.", "named"),
        ("Es eile, sagte der Präsident zusammen mit dem Obmann.", "role"),
    ],
)
def test_whose_figures_they_are(scorer: sourcescore.Scorer, text: str, kind: str) -> None:
    assert scorer.score(text).claims[0].source.kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Die Halle schließt, berichtet die Zeitung Mirador. Laut Mirador ist sie alt.", "media"),
        ("Die Halle schließt, berichtet die Zeitung. Laut Mirador ist sie alt.", "named"),
        ("Die Zeitung Mirador ist neu. Mirador erscheint nach eigenen Angaben täglich.", "named"),
    ],
)
def test_a_name_is_a_medium_where_the_text_has_called_it_one(scorer: sourcescore.Scorer, text: str, kind: str) -> None:
    assert scorer.score(text).claims[-1].source.kind == kind
