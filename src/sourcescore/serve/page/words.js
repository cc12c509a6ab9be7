/** What the page says, in German and in English. */

const DE = {
  title: "Wie fest steht der Text hinter dem, was er sagt?",
  lead: "sourcescore bewertet die Formulierung, nie die Wahrheit. Der Text bleibt auf diesem Server.",
  placeholder: "Artikel hier einfügen oder schreiben. Eine Textdatei kann hierher gezogen werden.",
  text: "Text", controls: "Einstellungen", language: "Sprache des Textes", detect: "erkennen", de: "Deutsch", en: "Englisch", rules: "Regeln",
  usual: "Standard", example: "Beispiel", open: "Datei öffnen", copy: "Als HTML kopieren", download: "JSON laden", clear: "Leeren",
  bar: "Bewertungen der Aussagen im Verlauf des Textes", summary: "Überblick", claim: "Aussage", claims: "Aussagen", none: "keine Aussage",
  choose: "Auf eine Aussage klicken, oder mit Alt+↓ und Alt+↑ von einer zur nächsten gehen.",
  check: "Zu prüfen", categories: "Signale zeigen", only: "Blendet nur die Markierung aus; die Bewertung bleibt.",
  source: "Quelle", carried: "weiter oben genannt", jump: "zur Quelle springen", sum: "Summe", counted: "zählt als", points: "Punkte",
  also: "ohne Punkte", own: "von einem Plugin bewertet", quiet: "nichts fällt auf", copied: "Kopiert.", mean: "Mittel",
  token: "Dieser Server verlangt ein Kennwort (Token).", enter: "Anmelden", ui: "English", warnings: "Unvollständig",
  labels: ["sehr schwach", "schwach", "gemischt", "gut", "solide"],
  kinds: {
    documented: "Dokument", named: "genannte Person oder Stelle", role: "Funktion, ohne Namen", media: "anderes Medium",
    vague: "vage Quelle", anonymous: "anonyme Quelle", none: "keine Quelle: der Text selbst",
  },
  names: {
    hearsay: "Hörensagen", rumour: "Gerücht", inference: "Schluss", possibility: "Möglichkeit", allegation: "Vorwurf",
    distancing: "Distanz", approximation: "ungefähre Angabe", conditional: "Bedingung", prospective: "Plan, Erwartung",
    attribution: "Quellenangabe", anonymous_source: "anonyme Quelle", vague_source: "vage Quelle", indirect_speech: "indirekte Rede",
    direct_quote: "wörtliche Rede", confirmation: "Bestätigung", dispute: "Widerspruch", opinion: "Meinung der Quelle",
  },
  errors: {
    0: "Der Server antwortet nicht. Läuft „sourcescore serve“ noch?", 401: "Das Kennwort stimmt nicht.",
    413: "Der Text ist zu lang für diesen Server.", 422: "Der Server nimmt diesen Text nicht an.",
    429: "Der Server ist gerade ausgelastet.", 503: "Der Server ist gerade ausgelastet.", 504: "Der Text hat zu lange gebraucht.",
  },
  read: (claims, weak, mean) => `${claims} ${claims === 1 ? "Aussage" : "Aussagen"}, ${weak} zu prüfen, Mittel ${mean}`,
};

const EN = {
  title: "How firmly does this text stand behind what it says?",
  lead: "sourcescore judges the wording, never the truth. The text stays on this server.",
  placeholder: "Paste or write an article here. A text file can be dropped here too.",
  text: "Text", controls: "Settings", language: "Language of the text", detect: "detect", de: "German", en: "English", rules: "Rules",
  usual: "as usual", example: "Example", open: "Open a file", copy: "Copy as HTML", download: "Download JSON", clear: "Clear",
  bar: "Ratings of the claims, in the order of the text", summary: "Overview", claim: "Claim", claims: "Claims", none: "no claim",
  choose: "Click a claim, or go from one to the next with Alt+↓ and Alt+↑.",
  check: "To check", categories: "Signals shown", only: "Hides the marks only; the rating stays.",
  source: "Source", carried: "named earlier", jump: "go to the source", sum: "sum", counted: "counted as", points: "points",
  also: "no points", own: "rated by a plugin", quiet: "nothing stands out", copied: "Copied.", mean: "mean",
  token: "This server asks for a token.", enter: "Sign in", ui: "Deutsch", warnings: "Incomplete",
  labels: ["very weak", "weak", "mixed", "good", "solid"],
  kinds: {
    documented: "document", named: "named person or body", role: "role, without a name", media: "another medium",
    vague: "vague source", anonymous: "anonymous source", none: "no source: the text's own voice",
  },
  names: {
    hearsay: "hearsay", rumour: "rumour", inference: "inference", possibility: "possibility", allegation: "allegation",
    distancing: "distancing", approximation: "rough figure", conditional: "condition", prospective: "plan, expectation",
    attribution: "attribution", anonymous_source: "anonymous source", vague_source: "vague source", indirect_speech: "reported speech",
    direct_quote: "direct quotation", confirmation: "confirmation", dispute: "dispute", opinion: "opinion of the source",
  },
  errors: {
    0: "The server does not answer. Is “sourcescore serve” still running?", 401: "The token is not right.",
    413: "The text is too long for this server.", 422: "The server does not take this text.",
    429: "The server is busy.", 503: "The server is busy.", 504: "The text took too long.",
  },
  read: (claims, weak, mean) => `${claims} ${claims === 1 ? "claim" : "claims"}, ${weak} to check, mean ${mean}`,
};

export const LANGUAGES = { de: DE, en: EN };

export const EXAMPLES = {
  de: `Stadt plant neues Hallenbad

Linzberg – Die Stadt soll für das neue Hallenbad bereits ein Grundstück gekauft haben. Der Preis liegt laut Insidern bei rund vier Millionen Euro, offenbar deutlich mehr als geplant.

„Wir haben das Grundstück im März erworben“, sagte Bürgermeisterin Anna Leitner am Montag im Gemeinderat. Der Bau beginne im Herbst, und er koste nicht mehr als das alte Bad.

Kritiker befürchten höhere Eintrittspreise. Das Bad könnte auch Vereine verdrängen, heißt es. Der Rechnungshof hat in seinem Bericht vom Mai vor Folgekosten gewarnt. Das Bad soll 2029 eröffnet werden.`,
  en: `City plans a new pool

The city has reportedly bought a site for its new pool. According to people familiar with the matter, the price was about four million euros, apparently far more than planned.

“We bought the site in March,” said mayor Anna Leitner on Monday. Critics fear higher prices, and the pool could drive out clubs. The audit office warned of costs in its report of May.`,
};
