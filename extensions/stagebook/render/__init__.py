"""Turning views and diagrams into something to read: SVG, Markdown, terminal text."""
