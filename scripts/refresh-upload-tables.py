"""Writes src/distribution/data/*.ts from the packages that PyPI's upload code reads.

    python3 -m venv /tmp/t && /tmp/t/bin/pip install trove-classifiers==2026.6.1.19 stdlib-list==0.12.0 packaging==26.2
    /tmp/t/bin/python scripts/refresh-upload-tables.py

The pins are those of PyPI's lock file on the day of our protocol page.
"""

import json
import pathlib
import re

import packaging.licenses._spdx as spdx
import stdlib_list
import trove_classifiers

HERE = pathlib.Path(__file__).resolve().parent.parent / "src" / "distribution" / "data"
HEAD = "// Written by scripts/refresh-upload-tables.py; do not edit.\n\n"


def rows(values):
    return "".join(f"  {json.dumps(value, ensure_ascii=False)},\n" for value in values)


def write(name, text):
    (HERE / name).write_text(HEAD + text, encoding="utf-8")


HERE.mkdir(parents=True, exist_ok=True)

write(
    "trove-classifiers.ts",
    "/** Every classifier that PyPI takes (trove-classifiers 2026.6.1.19), sorted. */\n"
    f"export const CLASSIFIERS: readonly string[] = [\n{rows(sorted(trove_classifiers.classifiers))}];\n\n"
    "/** Deprecated classifiers and what replaces them; an empty list: nothing does. */\n"
    "export const DEPRECATED_CLASSIFIERS: Readonly<Record<string, readonly string[]>> = {\n"
    + "".join(
        f"  {json.dumps(old)}: {json.dumps(new)},\n"
        for old, new in sorted(trove_classifiers.deprecated_classifiers.items())
    )
    + "};\n",
)

names = set()
for version in stdlib_list.long_versions if hasattr(stdlib_list, "long_versions") else stdlib_list.short_versions:
    for module in stdlib_list.stdlib_list(".".join(version.split(".")[:2])):
        parts = module.split(".")
        for length in range(1, len(parts) + 1):
            names.add(re.sub(r"[-_.]+", "-", ".".join(parts[:length])).lower())
write(
    "stdlib-module-names.ts",
    "/** Standard library modules of all Python versions (stdlib-list 0.12.0) and their dotted prefixes, as normalised names. */\n"
    f"export const STDLIB_MODULE_NAMES: readonly string[] = [\n{rows(sorted(names))}];\n",
)

write(
    "spdx-licenses.ts",
    f"/** Licence ids of the SPDX list {spdx.VERSION} (packaging 26.2), canonical spelling. */\n"
    f"export const SPDX_LICENSES: readonly string[] = [\n{rows(sorted(x['id'] for x in spdx.LICENSES.values()))}];\n\n"
    "/** Exception ids of the same list. */\n"
    f"export const SPDX_EXCEPTIONS: readonly string[] = [\n{rows(sorted(x['id'] for x in spdx.EXCEPTIONS.values()))}];\n",
)
