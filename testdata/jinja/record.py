"""Records what the reference makes of our own templates: make record-jinja.

Each line of a .jsonl file here is a case: a name, the kind of place, the template, its options and its context.
The script evaluates it with airbyte-cdk and writes the line back with the result, typed at every level, or with the
class of the error. In a context, {"$slice": …}, {"$record": …} and {"$headers": …} stand for what JSON cannot hold.
The clock stands still at NOW.
"""
import base64
import datetime
import json
import os
import pathlib
import sys
import time

os.environ["TZ"] = "UTC"
time.tzset()

from airbyte_cdk.sources.declarative.datetime.min_max_datetime import MinMaxDatetime
from airbyte_cdk.sources.declarative.interpolation import macros
from airbyte_cdk.sources.declarative.interpolation.interpolated_boolean import InterpolatedBoolean
from airbyte_cdk.sources.declarative.interpolation.interpolated_mapping import InterpolatedMapping
from airbyte_cdk.sources.declarative.interpolation.interpolated_nested_mapping import InterpolatedNestedMapping
from airbyte_cdk.sources.declarative.interpolation.interpolated_string import InterpolatedString
from airbyte_cdk.sources.types import Record, StreamSlice
from requests.structures import CaseInsensitiveDict

NOW = datetime.datetime(2026, 1, 15, 12, tzinfo=datetime.timezone.utc)
TYPES = {t.__name__: t for t in (str, int, float, bool, list, dict)}


class AnyDatetime(type):
    """Takes plain datetimes for instances, as the macros ask."""

    def __instancecheck__(cls, of):
        return isinstance(of, datetime.datetime)


class Clock(metaclass=AnyDatetime):
    """Stands for the class datetime; its now is NOW, and what it makes are plain datetimes."""

    strptime = datetime.datetime.strptime

    @staticmethod
    def now(tz=None):
        return NOW.astimezone(tz) if tz else NOW.replace(tzinfo=None)


class Module:
    """The module datetime with that class in it."""

    datetime = Clock

    def __getattr__(self, name):
        return getattr(datetime, name)


def value_of(v):
    """The value that a part of a context stands for."""
    if isinstance(v, list):
        return [value_of(item) for item in v]
    if not isinstance(v, dict):
        return v
    match list(v.items()):
        case [("$slice", parts)]:
            parts = value_of(parts)
            return StreamSlice(
                partition=parts.get("partition", {}),
                cursor_slice=parts.get("cursor_slice", {}),
                extra_fields=parts.get("extra_fields"),
            )
        case [("$record", data)]:
            return Record(value_of(data), "stream")
        case [("$headers", headers)]:
            return CaseInsensitiveDict(headers)
    return {key: value_of(item) for key, item in v.items()}


def typed(v):
    """A result as JSON that keeps Python's types."""
    kind = type(v).__name__
    match v:
        case None:
            return {"type": "none", "value": None}
        case bool() | int() | str():
            return {"type": kind, "value": v}
        case float():
            finite = v == v and abs(v) != float("inf")
            return {"type": kind, "value": v if finite else repr(v)}
        case list() | tuple():
            return {"type": kind, "value": [typed(item) for item in v]}
        case set():
            return {"type": kind, "value": sorted((typed(item) for item in v), key=json.dumps)}
        case dict():
            return {"type": kind, "value": [[typed(key), typed(item)] for key, item in v.items()]}
        case bytes():
            return {"type": kind, "value": base64.b64encode(v).decode()}
        case datetime.datetime():
            return {"type": "datetime", "value": v.isoformat()}
    return {"type": kind, "value": repr(v)}


def evaluate(case):
    """The value of a case."""
    context = value_of(case.get("context", {}))
    config, parameters = context.pop("config", {}), context.pop("parameters", {})
    options, template = case.get("options", {}), case["template"]
    valid = tuple(TYPES[name] for name in options.get("valid_types", [])) or None
    match case["kind"]:
        case "string":
            text = InterpolatedString(template, parameters=parameters, default=options.get("default"))
            return text.eval(config, **({"valid_types": valid} if valid else {}), **context)
        case "boolean":
            return InterpolatedBoolean(template, parameters=parameters).eval(config, **context)
        case "mapping_value":
            mapping = InterpolatedMapping({"key": template}, parameters=parameters)
            return mapping.eval(config, **({"valid_value_types": valid} if valid else {}), **context)["key"]
        case "mapping_key":
            return next(iter(InterpolatedMapping({template: ""}, parameters=parameters).eval(config, **context)))
        case "nested_value":
            return InterpolatedNestedMapping([template], parameters=parameters).eval(config, **context)[0]
        case "datetime":
            at = MinMaxDatetime(datetime=template, datetime_format=options["datetime_format"], parameters=parameters)
            return at.get_datetime(config, **context)
    raise SystemExit(f"{case['id']}: unknown kind {case['kind']}")


def class_of(error):
    """The class as diagnostics name it: with its module, unless it is Python's, Jinja's or the framework's."""
    of = type(error)
    home = of.__module__.split(".")[0]
    return of.__name__ if home in ("builtins", "jinja2", "airbyte_cdk") else f"{of.__module__}.{of.__qualname__}"


def record(case):
    """The case with its result."""
    line = {key: case[key] for key in ("id", "kind", "template", "options", "context") if key in case}
    try:
        return line | {"expect": typed(evaluate(case))}
    except Exception as error:  # every class may be the result
        return line | {"error": {"class": class_of(error)}}


def main():
    macros.datetime = Module()
    for path in sorted(pathlib.Path(__file__).parent.glob("*.jsonl")):
        cases = [json.loads(line) for line in path.read_text().splitlines() if line]
        lines = [json.dumps(record(case), ensure_ascii=False) for case in cases]
        path.write_text("\n".join(lines) + "\n")
        print(f"{path.name}: {len(lines)} cases", file=sys.stderr)


if __name__ == "__main__":
    main()
