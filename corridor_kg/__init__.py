"""Corridor KG: a knowledge graph of the Guangzhou-Shenzhen Science and Technology Innovation Corridor."""

from corridor_kg.answers import Answer, Row, Rows, Triples, Truth
from corridor_kg.corridor import Corridor
from corridor_kg.errors import CorridorError

__version__ = "0.1.0"
__all__ = ["Answer", "Corridor", "CorridorError", "Row", "Rows", "Triples", "Truth"]
