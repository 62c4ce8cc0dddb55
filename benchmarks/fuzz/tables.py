"""Digests, tables and plain JSON, well-formed."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

import polars as pl

from benchmarks.fuzz.papers import make_rows


def write_digest(rng: random.Random) -> bytes:
    heading = "Get trending papers in your email inbox!\nSubscribe" if rng.random() < 0.7 else ""
    return (heading + "".join(f"{row['title']}\n{row['abstract']}\n" for row in make_rows(rng))).encode()


def write_csv(rng: random.Random) -> bytes:
    rows = make_rows(rng)
    names = list(dict.fromkeys(name for row in rows for name in row))
    frame = pl.DataFrame({name: [None if row.get(name) is None else str(row[name]) for row in rows] for name in names})
    return frame.write_csv(separator=rng.choice(",;\t|")).encode()


def write_jsonl(rng: random.Random) -> bytes:
    write = repr if rng.random() < 0.2 else json.dumps
    return "".join(f"{write(row)}\n" for row in make_rows(rng)).encode()


def write_json(rng: random.Random) -> bytes:
    rows = make_rows(rng)
    return json.dumps(
        rng.choice([rows, {"papers": rows}, rows[0]]), indent=rng.choice([None, 1]), ensure_ascii=False
    ).encode()


def write_parquet(rng: random.Random) -> bytes:
    rows = make_rows(rng)
    columns: dict[str, list[object]] = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        values = [row.get(name) for row in rows]
        # A column has one type.
        kind = type(next((value for value in values if value not in (None, [])), None))
        columns[name] = [value if type(value) is kind else None for value in values]
    stream = io.BytesIO()
    pl.DataFrame(columns, strict=False).write_parquet(stream)
    return stream.getvalue()


def write_markdown(rng: random.Random) -> bytes:
    rows = make_rows(rng)
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, ["---"] * len(names), *([str(row.get(name, "")) for name in names] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines).encode()


_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORKBOOK = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_LINKS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_SHEET}" xmlns:r="{_LINKS}"><sheets>'
        '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_LINKS}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def write_excel(rng: random.Random) -> bytes:
    rows = make_rows(rng)
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name) for name in names] for row in rows)]
    cells = (
        "".join(
            f'<c r="{chr(65 + column)}{at}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
            for column, value in enumerate(line)
            if value is not None
        )
        for at, line in enumerate(lines, 1)
    )
    sheet = "".join(f'<row r="{at}">{one}</row>' for at, one in enumerate(cells, 1))
    if rng.random() < 0.3:
        # Damage within the archive, which is whole.
        at = rng.randrange(len(sheet) + 1)
        sheet = sheet[:at] + sheet[at + rng.randint(1, 40) :]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in _WORKBOOK.items():
            archive.writestr(name, text)
        archive.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_SHEET}"><sheetData>{sheet}</sheetData></worksheet>'
        )
    return stream.getvalue()


WRITERS: dict[str, Callable[[random.Random], bytes]] = {
    "digest": write_digest,
    "csv": write_csv,
    "markdown": write_markdown,
    "excel": write_excel,
    "jsonl": write_jsonl,
    "json": write_json,
    "parquet": write_parquet,
}
