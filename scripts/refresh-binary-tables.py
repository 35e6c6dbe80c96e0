"""Writes linux-policies.json and stable-abi.json of src/check/knowledge from the packages that the peers read.

    python3 -m venv /tmp/t && /tmp/t/bin/pip install auditwheel==6.8.2 abi3info==2026.9.25
    /tmp/t/bin/python scripts/refresh-binary-tables.py && npx oxfmt src

auditwheel's policies list every symbol version; of those that are numbers the highest says the same.
"""

import datetime
import json
import pathlib
import re

import abi3info
import auditwheel.policy

HERE = pathlib.Path(__file__).resolve().parent.parent / "src" / "check" / "knowledge"
POLICIES = pathlib.Path(auditwheel.policy.__file__).parent
TODAY = datetime.date.today().isoformat()
BY = "written by scripts/refresh-binary-tables.py"
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")


def write(name, source, max_age_days, **rows):
    table = {"asOf": TODAY, "source": f"{source}; {BY}", "maxAgeDays": max_age_days, **rows}
    (HERE / f"{name}.json").write_text(f"{json.dumps(table, indent=2)}\n", encoding="utf-8")


def key(version):
    return [int(part) for part in version.split(".")]


def highest(versions):
    numbers = sorted((v for v in versions if NUMBER.fullmatch(v)), key=key)
    return numbers[-1] if numbers else None


def policy(entry):
    version = [int(part) for part in entry["name"].split("_")[1:]]
    highs, others = {}, {}
    for machine, symbols in sorted(entry["symbol_versions"].items()):
        if machine.startswith("x86_64_"):
            continue
        highs[machine] = {name: highest(versions) or "0" for name, versions in sorted(symbols.items())}
        odd = sorted(f"{n}_{v}" for n, vs in symbols.items() for v in vs if not NUMBER.fullmatch(v))
        if odd:
            others[machine] = odd
    return {"version": version, "highest": highs, "others": others}


manylinux = [p for p in json.loads((POLICIES / "manylinux-policy.json").read_text()) if p["name"] != "linux"]
musllinux = [p for p in json.loads((POLICIES / "musllinux-policy.json").read_text()) if p["name"] != "linux"]
libraries = {}
for entry in sorted(manylinux, key=lambda p: p["priority"], reverse=True):
    for library in entry["lib_whitelist"]:
        libraries.setdefault(library, [int(part) for part in entry["name"].split("_")[1:]])

rows = sorted((policy(p) for p in manylinux), key=lambda p: p["version"])
write(
    "linux-policies",
    "policies of auditwheel 6.8.2",
    365,
    manylinux=rows,
    manylinuxLibraries=dict(sorted(libraries.items())),
    musllinuxLibraries=sorted(musllinux[-1]["lib_whitelist"]),
)

by_version = {}
for symbol, found in [*abi3info.FUNCTIONS.items(), *abi3info.DATAS.items()]:
    by_version.setdefault((found.added.major, found.added.minor), []).append(symbol.name)
write(
    "stable-abi",
    "abi3info 2026.9.25",
    365,
    symbols={str(minor): " ".join(sorted(found)) for (_, minor), found in sorted(by_version.items())},
)
