"""Asks LibreOffice's LanguageTool client about a text, as Writer does. Run by the Python that has LibreOffice's ``uno``.

Arguments: the pipe that soffice listens on, the server's address, a text. Prints what LibreOffice would underline, as JSON.
"""

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import Locale

NODE = "/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool"


def connect(pipe):
    """The service manager of a running LibreOffice, which may still be starting."""
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    end = time.monotonic() + 30
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def main():
    pipe, address, text = sys.argv[1:]
    context = connect(pipe)
    make = context.ServiceManager.createInstanceWithContext
    provider = make("com.sun.star.configuration.ConfigurationProvider", context)
    where = PropertyValue(Name="nodepath", Value=NODE)
    settings = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", (where,))
    settings.setPropertyValue("BaseURL", address)
    settings.setPropertyValue("IsEnabled", True)
    settings.commitChanges()
    checker = make("org.openoffice.lingu.LanguageToolGrammarChecker", context)
    language = Locale("de", "DE", "")
    result = checker.doProofreading("1", text, language, 0, len(text), ())
    found = [
        {
            "start": error.nErrorStart,
            "length": error.nErrorLength,
            "rule": error.aRuleIdentifier,
            "short": error.aShortComment,
            "full": error.aFullComment,
            "suggestions": list(error.aSuggestions),
        }
        for error in result.aErrors
    ]
    print(json.dumps({"known": checker.hasLocale(language), "errors": found}))
    make("com.sun.star.frame.Desktop", context).terminate()


main()
