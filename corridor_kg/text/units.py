W={"unit:KiloM":("kilometers","km"),"unit:KiloM2":("square kilometers","sq km"),"unit:PERCENT":("percent","%"),"unit:CCY_USD":("$",)}
def words(c): return W.get(c,())
