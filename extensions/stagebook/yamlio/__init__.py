"""Reading and editing YAML: the one floor that knows a YAML parser."""
