"""A program that imports the package finds everything else in its process as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

NOTED = """
import csv, gc, json, logging, sys, threading, warnings
import pyld.jsonld, rdflib
from rdflib.term import _toPythonMapping

def noted():
    return {
        "csv": csv.field_size_limit(),
        "gc": gc.get_threshold(),
        "finders": [repr(finder) for finder in sys.meta_path if "corridor_kg" in repr(finder)],
        "literals": rdflib.NORMALIZE_LITERALS,
        "booleans": repr(_toPythonMapping[rdflib.XSD.boolean]),
        "logging": [logging.getLogger("rdflib.term").level, len(logging.getLogger("rdflib.term").filters)],
        "loader": type(pyld.jsonld.get_document_loader()).__name__,
        "missing": sorted(name for name, module in sys.modules.items() if module is None),
        "warnings": len(warnings.filters),
        "threads": threading.active_count(),
    }

before = noted()
from corridor_kg import Corridor
corridor = Corridor.load(add=[sys.argv[1]])
corridor.export().text("jsonld")
corridor.links().to_sssom()
corridor.graph()
corridor.check()
corridor.run("people").to_table()
corridor.why("songshan-lake", "isLocatedIn", "innovation-corridor").to_turtle()
print(json.dumps([before, noted()]))
"""


def test_nothing_else_in_the_process_is_changed(tmp_path: Path) -> None:
    """Neither rdflib nor PyLD, csv, logging, the collector of garbage or the import system."""
    own = tmp_path / "own.ttl"
    own.write_text('<http://e.org/a> <http://e.org/b> "2017-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .')
    done = subprocess.run(
        [sys.executable, "-c", NOTED, str(own)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    before, after = json.loads(done.stdout)
    assert before["loader"] == "RequestsDocumentLoader"
    assert after == before
