#!/usr/bin/env python3
"""Writes what pyxform 4.5.0 makes of public forms: `forms/*.csv` (its own example set, as CSV) and `golden/*.json`.

    python3 -m venv venv && venv/bin/pip install pyxform==4.5.0
    git clone --branch v4.5.0 https://github.com/XLSForm/pyxform
    venv/bin/python make.py pyxform/tests/example_xls

Tests read what is committed here; nothing is fetched when they run. Forms that pyxform itself refuses are left out.
`own/*.md` are ours.
"""

import csv
import json
import sys
from importlib.metadata import version
from pathlib import Path

from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import get_xlsform

HERE = Path(__file__).parent
SHEETS = ["survey", "choices", "external_choices", "settings", "osm", "entities"]
MADE = ("generated_table_list_label_", "reserved_name_for_field_list_labels_")


def texts(value):
    if value is None:
        return {}
    return value if isinstance(value, dict) else {"": value}


def row(node, path):
    bind, control = node.get("bind", {}), node.get("control", {})
    fields = {
        "name": node.get("name"),
        "type": node["type"],
        "path": path,
        "label": texts(node.get("label")),
        "hint": texts(node.get("hint")),
        "guidance_hint": texts(node.get("guidance_hint")),
        "relevant": bind.get("relevant"),
        "required": bind.get("required"),
        "required_message": texts(bind.get("jr:requiredMsg")),
        "constraint": bind.get("constraint"),
        "constraint_message": texts(bind.get("jr:constraintMsg")),
        "calculation": bind.get("calculate"),
        "read_only": bind.get("readonly"),
        "appearance": control.get("appearance"),
        "choice_filter": node.get("choice_filter"),
        "default": node.get("default"),
        "list": node.get("list_name") or node.get("itemset"),
        "choices": [{"name": c["name"], "label": texts(c.get("label"))} for c in node.get("choices", [])],
    }
    return {key: value for key, value in fields.items() if value or key == "path"}


def rows(children, path, table=False):
    for node in children:
        name = node.get("name", "")
        if name == "meta" and node["type"] == "group":
            continue
        if name.startswith(MADE):
            continue
        if "children" not in node:
            out = row(node, path)
            if table:
                out.pop("appearance", None)
            yield out
            continue
        out = row(node, path)
        first = node["children"][0] if node["children"] else {}
        is_table = any(child.get("name", "").startswith(MADE[1]) for child in node["children"])
        if is_table:
            out["appearance"] = "table-list"
            if first.get("name", "").startswith(MADE[0]):
                out["label"], out["hint"] = texts(first.get("label")), texts(first.get("hint"))
        yield {key: value for key, value in out.items() if value or key == "path"}
        yield from rows(node["children"], [*path, name], is_table)


def golden(path):
    model = workbook_to_json(get_xlsform(str(path)), warnings=[])
    return {
        "pyxform": version("pyxform"),
        "title": model["title"],
        "id": model["id_string"],
        "default_language": model["default_language"],
        # With this setting pyxform asks of each question what its groups ask for.
        "flat": model.get("flat") is not None,
        "rows": list(rows(model["children"], [])),
    }


def as_csv(path, to):
    book = get_xlsform(str(path))
    with to.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        for sheet in SHEETS:
            found = getattr(book, sheet, None)
            header = getattr(book, f"{sheet}_header", None)
            if not found and not header:
                continue
            columns = list(header[0]) if header else list(found[0])
            out.writerow([sheet])
            out.writerow(["", *columns])
            for line in found or []:
                out.writerow(["", *[line.get(column, "") for column in columns]])


def main(examples):
    assert version("pyxform") == "4.5.0", version("pyxform")
    wanted = {}
    # One of each form: the workbook before its conversions.
    for suffix in (".xlsx", ".xls", ".csv", ".md"):
        for path in sorted(Path(examples).glob(f"*{suffix}")):
            wanted.setdefault(path.stem, path)
    forms = []
    for stem, path in sorted(wanted.items()):
        to = HERE / "forms" / f"{stem}.csv"
        try:
            golden(path)
            as_csv(path, to)
            forms.append(to)
        except Exception as refused:
            print(f"{path.name}: {refused}")
    for path in [*forms, *sorted((HERE / "own").glob("*.md"))]:
        to = HERE / "golden" / f"{path.stem}.json"
        text = json.dumps(golden(path), ensure_ascii=False, indent=1, sort_keys=True)
        to.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
