"""A Tree against `schemas/*.schema.json`: `validating` judges it as a whole, `explaining` says what is wrong where."""

from pmctl.grammar import KINDS, bundled, resolve, schema, schema_folder, schema_text
from pmctl.shape.explaining import shape
from pmctl.shape.validating import conforms

__all__ = ["KINDS", "bundled", "conforms", "resolve", "schema", "schema_folder", "schema_text", "shape"]
