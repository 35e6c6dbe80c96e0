import { FINDER_SCRIPT } from "./finder-script.ts";
import { PROBE_SCRIPT } from "./probe-script.ts";

/**
 * Runs the project's own setup() up to its configuration, in a private copy of the tree, and prints what it was given and
 * which files setuptools takes: one line of JSON behind a mark, whatever else the project prints.
 */
export const SETUP_SCRIPT: string = `
import json, os, sys

MARK = sys.argv[1]
IS_INSTALLED = "--installed" in sys.argv
IS_TRACKED = "--tracked" in sys.argv
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

${PROBE_SCRIPT}
class Needs(BaseException):
    pass

# What setup_requires names is installed beforehand, as build frontends do it.
def fetch(self, requires):
    if not IS_INSTALLED:
        raise Needs(texts(requires))
    return []

import setuptools.dist
setuptools.dist.Distribution.fetch_build_eggs = fetch

${FINDER_SCRIPT}
opened = []
reading = []

def watch_files(event, args):
    if event == "open" and reading and isinstance(args[0], (str, bytes)):
        path = os.path.relpath(os.fsdecode(args[0])).replace(os.sep, "/")
        if not path.startswith("../") and path not in opened:
            opened.append(path)

if hasattr(sys, "addaudithook"):
    sys.addaudithook(watch_files)

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

OWN = re.compile(r"(?:setuptools|distutils|wheel|setuptools_scm|vcs_versioning)(?:\\.|$)")

# Running a command puts its class there, too.
def commands_of(dist):
    given_by_setup = set(passed.get("cmdclass") or {})
    return sorted(str(key) for key, each in (dist.cmdclass or {}).items()
                  if key in given_by_setup or not OWN.match(getattr(each, "__module__", "")))

def data_files_of(dist):
    found = {}
    for each in dist.data_files or []:
        folder, names = ("", [each]) if isinstance(each, str) else each
        found.setdefault(str(folder), []).extend(str(name).replace(os.sep, "/") for name in names)
    return found

# Keywords that a plug-in of setuptools reads, and nothing else.
def plugins():
    try:
        from importlib.metadata import entry_points
        found = entry_points(group="distutils.setup_keywords")
    except (ImportError, TypeError):
        return []
    known = {point.name for point in found if not point.value.startswith("setuptools.")}
    return sorted(known & set(passed) - {"use_scm_version"})

def scm():
    value = passed.get("use_scm_version")
    if not value:
        return None
    if callable(value):
        return {"computed": True}
    try:
        return json.loads(json.dumps({} if value is True else dict(value)))
    except (TypeError, ValueError):
        return {"computed": True}

def run():
    distutils.core._setup_stop_after = "config"
    code = None
    reading.append(True)
    if os.path.exists("setup.py"):
        with open("setup.py", "rb") as file:
            code = compile(file.read(), "setup.py", "exec")
        exec(code, {"__file__": "setup.py", "__name__": "__main__"})
    else:
        setuptools.setup()
    reading.clear()
    dist = distutils.core._setup_distribution
    if dist is None:
        raise RuntimeError("setup() was not called")
    commands = commands_of(dist)
    told_plugins, told_scm = plugins(), scm()
    # Probes call setup() and its finders again.
    found_calls = list(calls)
    found_probes = probes(code) if code is not None else []
    dist.script_name = "setup.py"
    egg_info = dist.get_command_obj("egg_info")
    # The first command is what makes setuptools look for packages where setup() states none.
    dist.run_command("egg_info")
    given = not discovered
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
        "normal": {each: normal(each) for each in texts(getattr(dist, "install_requires", None))
                   + [one for value in (dist.extras_require or {}).values() for one in texts(value)]},
        "extras": {str(key): texts(value) for key, value in (dist.extras_require or {}).items()},
        "entryPoints": points(dist.entry_points), "scripts": [str(path) for path in (dist.scripts or [])],
        "dataFiles": data_files_of(dist),
        "extensions": [str(each.name) for each in (dist.ext_modules or [])],
        "commands": commands, "plugins": told_plugins, "scm": told_scm, "probes": found_probes,
        "opened": [path for path in opened if os.path.isfile(path)],
        "platforms": [each for each in texts(meta.platforms) if each != "UNKNOWN"],
        "provides": texts(meta.get_provides()), "obsoletes": texts(meta.get_obsoletes()),
        "namespacePackages": texts(getattr(dist, "namespace_packages", None)),
        "packages": texts(dist.packages) if given else [], "finds": found_calls if given else [],
        "packageDirectories": {str(key): str(each) for key, each in (dist.package_dir or {}).items()},
        "packageData": listed(dist.package_data), "excludedPackageData": listed(dist.exclude_package_data),
        "includesListedData": bool(dist.include_package_data),
        "listsTracked": lists_tracked, "wheel": files(dist), "sdist": [path for path in sdist if not path.startswith(egg)],
    })

def plugin_in(error):
    traceback, found = error.__traceback__, None
    while traceback is not None:
        name = traceback.tb_frame.f_globals.get("__name__", "")
        if name != "__main__" and not OWN.match(name) and "site-packages" in traceback.tb_frame.f_code.co_filename:
            found = found or name
        traceback = traceback.tb_next
    return found

try:
    run()
except Needs as needed:
    tell({"needs": needed.args[0]})
except SystemExit as error:
    tell({"failed": "it ends with exit status %s before setup() is done" % (error.code,)})
except BaseException as error:
    tell({"failed": "%s: %s" % (type(error).__name__, error), "plugin": plugin_in(error)})
`;
