/**
 * Runs setup.py again as if on other Pythons, platforms and implementations, up to its call of setup(): what it gives there.
 * Modules that it asks are replaced, and only for what it imports itself.
 */
export const PROBE_SCRIPT: string = `
import collections, io, itertools, pathlib, platform, re, shutil, subprocess, tempfile, time, types

class Reached(BaseException):
    pass

passed = {}
probing = []

def captured(original):
    def setup(**attrs):
        passed.clear()
        passed.update(attrs)
        if probing:
            raise Reached()
        return original(**attrs)
    return setup

setuptools.setup = captured(setuptools.setup)
distutils.core.setup = captured(distutils.core.setup)

VersionInfo = collections.namedtuple("version_info", "major minor micro releaselevel serial")
PYTHONS = [(2, 7)] + [(3, minor) for minor in range(5, 16)]
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
IMPLEMENTATIONS = {"cpython": "CPython", "pypy": "PyPy"}
WATCHED = ("packages", "py_modules", "entry_points", "scripts", "package_data", "package_dir", "data_files")
BUDGET_SECONDS = 20

def other(module, **values):
    stand_in = types.ModuleType(module.__name__)
    stand_in.__dict__["__getattr__"] = lambda name: getattr(module, name)
    stand_in.__dict__.update(values)
    return stand_in

def stand_ins(python, system, implementation):
    text = "%d.%d.%d" % python
    own = types.SimpleNamespace(**dict(vars(sys.implementation), name=implementation))
    pypy = {"pypy_version_info": VersionInfo(7, 3, 0, "final", 0)} if implementation == "pypy" else {}
    builtin = sys.builtin_module_names + (("__pypy__",) if pypy else ())
    return {
        "sys": other(sys, version_info=VersionInfo(*(python + ("final", 0))), version=text + " (main)",
            hexversion=(python[0] << 24) | (python[1] << 16) | (python[2] << 8) | 0xF0, platform=system,
            implementation=own, builtin_module_names=builtin, **pypy),
        "os": other(os, name="nt" if system == "win32" else "posix"),
        "platform": other(platform, system=lambda: SYSTEMS[system], python_version=lambda: text,
            python_version_tuple=lambda: tuple(text.split(".")),
            python_implementation=lambda: IMPLEMENTATIONS[implementation]),
    }

def own_modules():
    root = os.getcwd() + os.sep
    return {name: module for name, module in sys.modules.items()
            if getattr(module, "__file__", None) and os.path.abspath(module.__file__).startswith(root)}

def normal(requirement):
    try:
        from packaging.requirements import Requirement
        return str(Requirement(requirement))
    except Exception:
        return requirement

def probe(code, python, system, implementation):
    kept, path, cwd, variables = dict(sys.modules), list(sys.path), os.getcwd(), dict(os.environ)
    found = {"python": "%d.%d" % python[:2], "micro": python[2], "platform": system, "implementation": implementation,
             "requires": [], "extras": {}, "others": {}, "failed": None}
    for name in own_modules():
        del sys.modules[name]
    sys.modules.update(stand_ins(python, system, implementation))
    probing.append(True)
    try:
        exec(code, {"__file__": "setup.py", "__name__": "__main__"})
        return None
    except Reached:
        found["requires"] = [normal(each) for each in texts(passed.get("install_requires"))]
        extras = passed.get("extras_require")
        found["extras"] = {str(key): [normal(one) for one in texts(each)] for key, each in (extras or {}).items()}
        found["others"] = {key: json.dumps(passed[key], default=str, sort_keys=True) for key in WATCHED if key in passed}
    except SystemExit:
        return None
    except BaseException as error:
        found["failed"] = "%s: %s" % (type(error).__name__, error)
    finally:
        probing.pop()
        for name, module in list(sys.modules.items()):
            if name not in kept and not str(getattr(module, "__file__", "")).endswith((".so", ".pyd")):
                del sys.modules[name]
        sys.modules.update(kept)
        sys.path[:] = path
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(variables)
    return found

ASKS = re.compile(r"version_info|hexversion|sys\\\\.version|platform|os\\\\.name|implementation|builtin_module_names|\\\\bPY[23]")

def asks():
    texts_of = [open(each.__file__, "rb").read().decode("utf-8", "replace") for each in own_modules().values()
                if str(each.__file__).endswith(".py")]
    return any(ASKS.search(text) for text in [open("setup.py", "rb").read().decode("utf-8", "replace")] + texts_of)

def probes(code):
    if not asks():
        return []
    here = (sys.version_info[0], sys.version_info[1], 0)
    if probe(code, here, "linux", "cpython") != probe(code, here, "linux", "cpython"):
        return []
    start = time.time()
    combinations = [(python + (0,), system, implementation) for python in PYTHONS
                    for system in SYSTEMS for implementation in IMPLEMENTATIONS]
    combinations += [(python + (30,), "linux", "cpython") for python in PYTHONS]
    found = []
    for each in combinations:
        if time.time() - start > BUDGET_SECONDS:
            raise RuntimeError("it takes too long to run it for every Python and platform")
        found.append(probe(code, *each))
    return [each for each in found if each is not None]
`;
