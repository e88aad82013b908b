"""Sphinx configuration of the reference handbook: the playbook says the rest."""

extensions = ["stagebook"]
