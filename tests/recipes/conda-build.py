"""Builds and tests a conda recipe offline: conda-build.py RECIPE WHEELS OUT.

The channel is made here: a `python` that is this interpreter, and a package for each wheel in WHEELS.
Prints the path of the package that was built and tested.
"""

import asyncio
import pathlib
import re
import shutil
import sys
import tempfile
import zipfile
from datetime import datetime, timezone
from email.parser import Parser

from rattler.index import index_fs
from rattler_build import Stage0Recipe, ToolConfiguration, VariantConfig
from rattler_build.package_assembler import assemble_package

recipe, wheels, out = (pathlib.Path(each).resolve() for each in sys.argv[1:4])
minor = f"{sys.version_info[0]}.{sys.version_info[1]}"
channel = out / "channel"
work = pathlib.Path(tempfile.mkdtemp())
epoch = datetime(2026, 1, 1, tzinfo=timezone.utc)


def assemble(name, version, files, platform, **more):
    (channel / platform).mkdir(parents=True, exist_ok=True)
    assemble_package(name, version, platform, "0", channel / platform, files_dir=files, timestamp=epoch, **more)


def python_package():
    files = work / "python"
    (files / "bin").mkdir(parents=True)
    base = pathlib.Path(sys.base_prefix) / "bin" / f"python{minor}"
    for name in ("python", "python3", f"python{minor}"):
        (files / "bin" / name).symlink_to(base)
    (files / "lib" / f"python{minor}" / "site-packages").mkdir(parents=True)
    (files / "pyvenv.cfg").write_text(f"home = {base.parent}\ninclude-system-site-packages = false\n")
    assemble("python", ".".join(map(str, sys.version_info[:3])), files, "linux-64")


def wheel_package(wheel):
    files = work / wheel.stem
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(files / "site-packages")
    metadata = next((files / "site-packages").glob("*.dist-info/METADATA")).read_text(encoding="utf-8")
    headers = Parser().parsestr(metadata, headersonly=True)
    name = headers["Name"].lower().replace("_", "-")
    needs = [re.match(r"[\w.-]+", each)[0].lower() for each in headers.get_all("Requires-Dist", []) if ";" not in each]
    assemble(name, headers["Version"], files, "noarch", noarch="python", depends=["python", *needs])


python_package()
for each in sorted(wheels.glob("*.whl")):
    wheel_package(each)
asyncio.run(index_fs(channel))
variants = VariantConfig.from_yaml(f'python_min: ["{minor}"]')
[variant] = Stage0Recipe.from_file(str(recipe)).render(variants)
result = variant.run_build(
    tool_config=ToolConfiguration(test_strategy="native"),
    output_dir=out / "built",
    channels=[channel.as_uri()],
)
print(result.packages[0])
shutil.rmtree(work)
