from __future__ import annotations
import re
from corridor_kg.text.found import Period
def periods(text):
    return [Period(m.start(), m.end(), f"{m[0]}-01-01", f"{m[0]}-12-31") for m in re.finditer(r"\b(?:19|20)\d\d\b", text)]
