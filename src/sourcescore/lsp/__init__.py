"""A language server: marks texts in any editor that speaks the Language Server Protocol, while they are written."""
