"""The playbook in forms that other programs read."""
