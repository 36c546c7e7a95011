from __future__ import annotations
import re
from decimal import Decimal
from corridor_kg.text.found import Quantity, Bound
W={"six":6,"four":4,"three":3,"doubling":2,"third":3,"top":1}
def quantities(text, periods=()):
    out=[]
    for m in re.finditer(r"\d[\d,]*(?:\.\d+)?|\b(?:six|four|three|doubling|third|top)\b", text):
        if any(p.start<m.end() and m.start()<p.end for p in periods): continue
        v=Decimal(m[0].replace(",","")) if m[0][0].isdigit() else Decimal(W[m[0]])
        rest=text[m.end():]; u=None
        if re.match(r" percent",rest): u="unit:PERCENT"
        elif re.match(r" square kilometers",rest): u="unit:KiloM2"
        elif re.match(r" kilometers",rest): u="unit:KiloM"
        elif text[:m.start()].endswith("$"): u="unit:CCY_USD"
        b=re.search(r"(about|more than|over) \$?$", text[:m.start()], re.I)
        bs=(Bound(b.start(1),b.end(1),(b[1].lower().replace(" ","-"),)),) if b else ()
        out.append(Quantity(m.start(),m.end(),v,unit=u,bounds=bs))
    return out
