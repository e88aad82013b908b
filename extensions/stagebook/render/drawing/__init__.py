"""What `stagebook.render.svg` is made of: from the renderer's raw drawing to one that may stand in our pages.

`preamble` makes the source ready. `picture` takes a flowchart apart, `tidy` sets its columns, `route` leads its lines
and `flowchart` writes it; `other` does every other type of diagram. All write with a `pen`, turn colours into classes
by `paint` and let through what `markup` allows.
"""
