"""Charts, time lines, maps and tables as SVG, drawn from plain values by a writer of our own, without a browser."""
