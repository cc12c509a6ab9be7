"""The HTTP server: scoring for programs, LanguageTool's API for editors, a page for people.

The event loop only moves bytes; texts are parsed and scored in worker processes (``pool``, ``worker``, ``answers``).
"""
