/**
 * Runs the project's own setup() up to its configuration, in a private copy of the tree, and prints what it was given and
 * which files setuptools takes: one line of JSON behind a mark, whatever else the project prints.
 */
export const SETUP_SCRIPT = `
import json, os, sys

MARK = sys.argv[1]
sys.argv = ["setup.py", "--quiet"]
sys.path.insert(0, os.getcwd())
import setuptools
import distutils.core

def tell(document):
    sys.stdout.flush()
    sys.__stdout__.write("\\n" + MARK + json.dumps(document) + "\\n")
    sys.__stdout__.flush()

def texts(value):
    if value is None:
        return []
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return [str(each) for each in value]

def points(value):
    found = {}
    if isinstance(value, str):
        import configparser
        parser = configparser.ConfigParser(delimiters=("=",))
        parser.optionxform = str
        parser.read_string(value)
        value = {section: ["%s = %s" % item for item in parser.items(section)] for section in parser.sections()}
    for group, lines in (value or {}).items():
        found[group] = [[part.strip() for part in line.split("=", 1)] for line in texts(lines)]
    return found

discovered = []
calls = []

def watch(discovery):
    analyse = discovery._analyse_package_layout
    def analysed(self, *args):
        stated = self.dist.packages is not None or self.dist.py_modules is not None
        if not stated:
            discovered.append(True)
        return analyse(self, *args)
    discovery._analyse_package_layout = analysed

try:
    from setuptools.discovery import ConfigDiscovery
    watch(ConfigDiscovery)
except (ImportError, AttributeError):
    pass

def record(finder):
    original = finder.find.__func__
    def find(cls, where=".", exclude=(), include=("*",)):
        found = original(cls, where, exclude, include)
        if cls in finders and not isinstance(include, str) and not isinstance(exclude, str):
            calls.append({
                "where": os.path.relpath(where).replace(os.sep, "/"), "include": [str(each) for each in include],
                "exclude": [str(each) for each in exclude], "namespaces": cls is not finders[0], "found": list(found),
            })
        return found
    finder.find = classmethod(find)

finders = [getattr(setuptools, name, None) for name in ("PackageFinder", "PEP420PackageFinder")]
if all(finders):
    record(finders[0])
    setuptools.find_packages = finders[0].find
    setuptools.find_namespace_packages = finders[1].find

def listed(value):
    return {str(key or "*"): texts(each) for key, each in (value or {}).items()}

def files(dist):
    build = dist.get_command_obj("build_py")
    build.ensure_finalized()
    root = os.getcwd()
    def clean(path):
        return os.path.relpath(path, root).replace(os.sep, "/")
    wheel = {}
    if dist.packages or dist.py_modules:
        for package, module, path in build.find_all_modules():
            parts = list(package) if isinstance(package, (list, tuple)) else package.split(".") if package else []
            wheel["/".join([*parts, os.path.basename(path)])] = clean(path)
        for package, source, _, names in build.data_files or []:
            for name in names:
                wheel["/".join([*package.split("."), name.replace(os.sep, "/")])] = clean(os.path.join(source, name))
    return wheel

# What the build requires is installed by the frontend; what only old commands require is not needed here.
setuptools.Distribution.fetch_build_eggs = lambda self, requires: []

def configured():
    distutils.core._setup_stop_after = "config"
    distutils.core._setup_distribution = None
    if os.path.exists("setup.py"):
        with open("setup.py", "rb") as file:
            code = compile(file.read(), "setup.py", "exec")
        exec(code, {"__file__": "setup.py", "__name__": "__main__"})
    else:
        setuptools.setup()
    if distutils.core._setup_distribution is None:
        raise RuntimeError("setup() was not called")
    return distutils.core._setup_distribution

def required(dist):
    found = set(texts(getattr(dist, "install_requires", None)))
    for extra, lines in (dist.extras_require or {}).items():
        found.update("%s [%s]" % (line, extra) for line in texts(lines))
    return found

# Other Pythons and platforms, of which setup.py may ask.
def elsewhere(here):
    import collections, platform
    info = collections.namedtuple("version_info", "major minor micro releaselevel serial")
    real = (sys.version_info, sys.platform, os.name, platform.system)
    differing = {}
    for name, version, system, kind in (
        ("Python 3.6", info(3, 6, 0, "final", 0), real[1], real[2]), ("Python 3.8", info(3, 8, 0, "final", 0), real[1], real[2]),
        ("Python 3.10", info(3, 10, 0, "final", 0), real[1], real[2]), ("Python 3.99", info(3, 99, 0, "final", 0), real[1], real[2]),
        ("Windows", real[0], "win32", "nt"), ("macOS", real[0], "darwin", real[2]),
    ):
        systems = {"win32": "Windows", "darwin": "Darwin"}
        try:
            sys.version_info, sys.platform, os.name = version, system, kind
            platform.system = lambda: systems.get(system, real[3]())
            for each in required(configured()) ^ here:
                differing.setdefault(each, []).append(name)
        except BaseException:
            pass
        finally:
            sys.version_info, sys.platform, os.name, platform.system = real
    return differing

def asks():
    if not os.path.exists("setup.py"):
        return False
    with open("setup.py", encoding="utf-8", errors="replace") as file:
        text = file.read()
    return any(word in text for word in ("version_info", "sys.platform", "os.name", "platform."))

def run():
    dist = configured()
    given, finds = not discovered, list(calls)
    differing = elsewhere(required(dist)) if asks() else {}
    commands = sorted(str(key) for key in (dist.cmdclass or {}))
    dist.script_name = "setup.py"
    egg_info = dist.get_command_obj("egg_info")
    dist.run_command("egg_info")
    meta = dist.metadata
    egg = egg_info.egg_info.replace(os.sep, "/") + "/"
    sdist = sorted(set(path.replace(os.sep, "/") for path in egg_info.filelist.files))
    keywords = meta.keywords
    tell({
        "name": meta.get_name(), "version": str(meta.get_version()), "summary": meta.description or None,
        "description": meta.long_description or None,
        "contentType": getattr(meta, "long_description_content_type", None),
        "url": meta.url or None, "downloadUrl": meta.download_url or None,
        "urls": {str(key): str(value) for key, value in (getattr(meta, "project_urls", None) or {}).items()},
        "author": meta.author or None, "authorEmail": meta.author_email or None,
        "maintainer": meta.maintainer or None, "maintainerEmail": meta.maintainer_email or None,
        "license": getattr(meta, "license_expression", None) or meta.license or None,
        "licenseFiles": [str(path) for path in (getattr(meta, "license_files", None) or [])],
        "keywords": [keywords] if isinstance(keywords, str) else texts(keywords),
        "classifiers": texts(meta.classifiers),
        "requiresPython": str(dist.python_requires) if getattr(dist, "python_requires", None) else None,
        "requires": texts(getattr(dist, "install_requires", None)),
        "extras": {str(key): texts(value) for key, value in (dist.extras_require or {}).items()},
        "entryPoints": points(dist.entry_points), "scripts": [str(path) for path in (dist.scripts or [])],
        "dataFiles": [["", str(each)] if isinstance(each, str) else [str(each[0]), *texts(each[1])] for each in (dist.data_files or [])],
        "extensions": [str(each.name) for each in (dist.ext_modules or [])],
        "namespacePackages": texts(dist.namespace_packages), "platforms": texts(meta.platforms),
        "provides": texts(meta.get_provides()), "obsoletes": texts(meta.get_obsoletes()),
        "commands": commands, "elsewhere": differing,
        "packages": texts(dist.packages) if given else [], "finds": finds if given else [],
        "packageDirectories": {str(key): str(each) for key, each in (dist.package_dir or {}).items()},
        "packageData": listed(dist.package_data), "excludedPackageData": listed(dist.exclude_package_data),
        "includesListedData": bool(dist.include_package_data),
        "wheel": files(dist), "sdist": [path for path in sdist if not path.startswith(egg)],
    })

try:
    run()
except SystemExit as error:
    tell({"failed": "it ends with exit status %s before setup() is done" % (error.code,)})
except BaseException as error:
    tell({"failed": "%s: %s" % (type(error).__name__, error)})
`;
