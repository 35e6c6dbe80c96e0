"""Writes tables of src/distribution/data from the packages that PyPI's upload code reads.

    python3 -m venv /tmp/t && /tmp/t/bin/pip install trove-classifiers==2026.6.1.19 stdlib-list==0.12.0 packaging==26.2
    /tmp/t/bin/python scripts/refresh-upload-tables.py && npx oxfmt src

The pins are those of PyPI's lock file on the day of our protocol page.
"""

import datetime
import json
import pathlib
import re

import packaging.licenses._spdx as spdx
import stdlib_list
import trove_classifiers

HERE = pathlib.Path(__file__).resolve().parent.parent / "src" / "distribution" / "data"
TODAY = datetime.date.today().isoformat()
BY = "written by scripts/refresh-upload-tables.py"


def write(name, source, max_age_days, **rows):
    table = {"asOf": TODAY, "source": f"{source}; {BY}", "maxAgeDays": max_age_days, **rows}
    text = json.dumps(table, ensure_ascii=False, indent=2)
    (HERE / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


write(
    "trove-classifiers",
    "trove-classifiers 2026.6.1.19, the pin of PyPI's lock file",
    365,
    classifiers=sorted(trove_classifiers.classifiers),
    deprecated=dict(sorted(trove_classifiers.deprecated_classifiers.items())),
)

names = set()
for version in stdlib_list.long_versions if hasattr(stdlib_list, "long_versions") else stdlib_list.short_versions:
    for module in stdlib_list.stdlib_list(".".join(version.split(".")[:2])):
        parts = module.split(".")
        for length in range(1, len(parts) + 1):
            names.add(re.sub(r"[-_.]+", "-", ".".join(parts[:length])).lower())
write(
    "stdlib-module-names",
    "stdlib-list 0.12.0, the pin of PyPI's lock file: modules of all Python versions and their dotted prefixes, "
    "as normalised names",
    400,
    names=sorted(names),
)

write(
    "spdx-licenses",
    f"SPDX license list {spdx.VERSION}, as packaging 26.2 has it",
    365,
    licenses=sorted(x["id"] for x in spdx.LICENSES.values()),
    exceptions=sorted(x["id"] for x in spdx.EXCEPTIONS.values()),
)
