"""Small German words by which noun phrases begin and end: determiners, pronouns, adverbs."""

from __future__ import annotations

from typing import Final

DEFINITE: Final = frozenset(
    "der die das den dem des dieser diese dieses diesem diesen jener jene jenes jenem jenen".split()
)
INDEFINITE: Final = frozenset("ein eine einen einem einer eines kein keine keinen keinem keiner keines".split())
POSSESSIVE: Final = frozenset(
    f"{stem}{ending}"
    for stem in ("sein", "ihr", "unser", "mein", "dessen", "deren")
    for ending in ("", "e", "en", "em", "er", "es")
)
QUANTIFIERS: Final = frozenset(
    "mehrere mehreren mehrerer einige einigen einiger viele vielen vieler zahlreiche zahlreichen zahlreicher manche manchen alle "
    "allen aller etliche etlichen beide beiden beider weitere weiteren weiterer andere anderen anderer zwei drei vier fünf sechs "
    "sieben acht neun zehn elf zwölf".split()
)
DETERMINERS: Final = DEFINITE | INDEFINITE | POSSESSIVE | QUANTIFIERS
PRONOUNS: Final = frozenset("er sie man wir ich dieser diese jener letzterer letztere ersterer selbige".split())
OBLIQUE: Final = frozenset("den dem des einen einem eines diesen diesem keinen keinem".split())
NAME_PARTICLES: Final = frozenset(
    "von van de di da del della dello la le el al bin ibn zu der den ter dos of du".split()
)
NO_ADJECTIVES: Final = frozenset(
    "aber oder unter über hinter ohne gegen neben zwischen wegen während werden haben sollen können müssen gestern heute "
    "morgen immer weiter wieder daher aller außer hier später früher bisher lieber sogar jeder jene wurde wurden würde würden "
    "habe hatte hatten hätte hätten wäre wären sondern außerdem zudem unterdessen indes vor nur der die das den dem des ein "
    "eine einer einem einen eines er sie es sowie jedoch allerdings denn wenn dann schon seinen ihren seiner ihrer deren dessen "
    "wer welche welcher beim vom zum gegenüber laut gemäß zufolge sagte meinte erklärte teilte deswegen dagegen inzwischen "
    "mitten gerade bitte heuer danke ihnen wollte sollte konnte musste durfte mochte könnte könnten müsste dürfte seitens "
    "abends morgens mittags mehr mindestens wenigstens höchstens meistens bestens erstens zweitens übrigens "
    "eben neben daneben soeben".split()
)
ADVERBS: Final = frozenset(
    "so also ansonsten sonst "
    "auch zudem außerdem dabei dagegen derzeit zuvor heute gestern morgen damit dazu daher deshalb deswegen trotzdem dennoch "
    "jedoch allerdings inzwischen unterdessen indes mittlerweile zuletzt erst bereits schon noch nun jetzt dann danach später "
    "früher bisher bislang künftig insgesamt insbesondere besonders vor nach seit bei mit für aus auf an in im am zum zur unter "
    "über durch ohne gegen um laut trotz wegen während neben zwischen ob dass wenn als weil da obwohl nachdem bevor damals "
    "dort hier hierzu hierbei darüber daraufhin darauf daran darin dafür davon demnach ferner weiter weiters weiterhin zugleich "
    "gleichzeitig schließlich letztlich endlich zunächst anschließend nur sogar selbst gerade eben einerseits andererseits "
    "vielmehr vielleicht möglicherweise offenbar angeblich tatsächlich natürlich doch aber und oder denn sondern "
    "wie was wer wo warum weshalb wann wobei womit wonach nachdem sobald falls sofern ebenso ebenfalls immerhin jedenfalls "
    "ähnlich entsprechend erstmals einst abschließend überraschend wörtlich oft häufig meist mehrfach wiederholt "
    "vorerst nochmals abermals erneut wieder nie "
    "seither seitdem völlig bloß neuerdings zusätzlich gleichwohl folglich insofern somit hingegen vorher nachher jüngst "
    "kürzlich unlängst "
    "niemand niemanden jeder jeden jede jemand alle alles nichts beide beides viele "
    "einige manche mehrere keiner nirgends niemals keineswegs heuer genau konkret zuerst erstens zweitens drittens "
    "bezüglich wenig rechtlich juristisch politisch wirtschaftlich finanziell technisch inhaltlich "
    "konfrontiert angesprochen gefragt davor einmal direkt folgerichtig all manch solch welch nicht zwar gar ja nein".split()
)
PREPOSITIONS_INSIDE: Final = frozenset(
    "am im in von vom zuerst bereits schon erst jüngst kürzlich zuletzt heute gestern nicht seit beim bei an auf für mit aus "
    "eigens erstmals neu unlängst soeben vor unter namentlich".split()
)
CHARGED: Final = (
    "stelle",
    "amt",
    "institut",
    "zentrum",
    "behörde",
    "agentur",
    "kommission",
    "verein",
    "plattform",
    "akademie",
    "büro",
)
"""What bodies are called that say behind "für" what they are there for: "Beobachtungsstelle für Menschenrechte"."""
WRITERS: Final = ("redakteur", "redakteurin", "journalist", "journalistin", "korrespondent", "herausgeber")
"""Whose the medium behind them is: "der Chefredakteur der Zeitung", not "sagte die Sprecherin der Zeitung"."""
LOWER_NAMES: Final = frozenset("dpa dapd epd kna sid ver.di".split())
GENITIVE: Final = frozenset("der des eines einer dieser dieses ihrer seiner".split())
NO_DATIVE: Final = frozenset("die das ein eine".split())
PAPERS: Final = frozenset(
    "nachrichten anzeiger rundschau merkur kurier abendblatt morgenpost allgemeine allgemeinen presse".split()
)
"""The last words of many papers' names, behind a place: "Stuttgarter Nachrichten", "Passauer Neue Presse"."""
PRESS: Final = frozenset(
    "zeitung tageszeitung sonntagszeitung wochenzeitung tagblatt tageblatt volksblatt rundfunk".split()
)
TO_SOMEBODY: Final = frozenset(
    "vorwerfen unterstellen drohen androhen versprechen zusagen zusichern raten abraten empfehlen nahelegen widersprechen "
    "attestieren bescheinigen danken gratulieren antworten mitteilen befehlen untersagen verbieten vorhalten".split()
)
"""Verbs that name in the dative whom something is said to: what stands behind them as "der …" is no subject."""
FEMININE: Final = ("in", "ung", "heit", "keit", "schaft", "ion", "tät", "ei")
ONCE: Final = frozenset("zugleich einst ehemals früher selbst gleichzeitig derzeit damals heute".split())
ARTICLES: Final = frozenset("ein eine kein keine".split())
PEOPLE: Final = tuple("er in or ist ant ent eur mann frau ling oge at ige nte nde rte ner".split())
"""Ends of nouns for people."""
