/**
 * The Python side of the import scan: reads the tree's modules and then the path of one wheel after the other, a JSON line each, on standard input, and
 * answers each wheel with a JSON line on standard output. Runs on Python 3.8 and newer with the standard library only; executes nothing of what it reads.
 * Kept as a string so that bundling needs no asset.
 */
export const SCAN_SOURCE: string = String.raw`
import ast, hashlib, json, os, posixpath, re, sys, warnings, zipfile
warnings.simplefilter("ignore")

IDENT = re.compile(r"^[^\W\d]\w*$")
CATCHES = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
FILE_CATCHES = {"FileNotFoundError", "OSError", "IOError", "Exception", "BaseException"}
READ_CALLS = {"read_text", "read_bytes"}
ENVIRONMENT = {"TYPE_CHECKING", "platform", "version_info", "hexversion", "implementation", "python_implementation", "system", "PY2", "PY3"}
# Calls that read the file whose path is their first argument.
READERS = {"CDLL", "LoadLibrary", "PyDLL", "fileConfig", "fromfile", "genfromtxt", "imread", "iterdir", "listdir", "load_library", "load_module",
    "loadtxt", "memmap", "read_csv", "read_excel", "read_feather", "read_fwf", "read_json", "read_parquet", "read_pickle", "read_table", "scandir", "spec_from_file_location"}
MODULE_READERS = {"np.load", "numpy.load", "joblib.load", "torch.load", "ET.parse", "ElementTree.parse", "etree.parse", "Image.open", "gzip.open", "bz2.open",
    "lzma.open", "zipfile.ZipFile", "ZipFile", "tarfile.open", "shutil.copy", "shutil.copyfile", "shutil.copytree", "shutil.copy2", "runpy.run_path"}
RUNNERS = {"subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output", "subprocess.Popen", "Popen", "check_output", "check_call",
    "os.execv", "os.execve", "os.execvp", "os.spawnv", "asyncio.create_subprocess_exec", "create_subprocess_exec"}
RESOURCES = {"read_text", "read_binary", "open_text", "open_binary", "is_resource", "contents", "path", "get_data", "resource_filename", "resource_string",
    "resource_stream", "resource_listdir", "resource_exists", "resource_isdir"}
JOINS = {"os.path.join", "path.join", "join", "posixpath.join", "Path", "pathlib.Path", "PurePath", "pathlib.PurePath"}
LOADERS = {"FileSystemLoader": "searchpath", "Jinja2Templates": "directory", "StaticFiles": "directory"}

def dotted(node):
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        parts.append(node.id)
        return ".".join(reversed(parts))
    return None

def mentioned(node):
    words = set()
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            words.add(child.id)
        elif isinstance(child, ast.Attribute):
            words.add(child.attr)
        elif isinstance(child, ast.Constant) and isinstance(child.value, str):
            words.add(child.value)
    return words

def constant(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None

class Scanner(ast.NodeVisitor):
    def __init__(self, module, path, is_package):
        self.module, self.path, self.is_package = module, path, is_package
        self.package = module if is_package else module.rpartition(".")[0]
        self.imports, self.paths = [], []
        self.guarded = self.conditional = self.function = self.file_guarded = self.environment = self.main = 0
        self.modules = {}
        self.current, self.nested, self.calls, self.changes_modes = None, 0, {}, False
        self.scopes = [{}]
        self.optional = set()
        self.sys_path = []

    # imports
    def add(self, node, module, names):
        self.imports.append({"module": module, "names": names, "line": node.lineno, "column": node.col_offset + 1,
            "guarded": self.guarded > 0, "conditional": self.conditional > 0, "inFunction": self.function > 0,
            "environment": self.environment > 0, "function": self.current})

    def visit_Import(self, node):
        for alias in node.names:
            self.add(node, alias.name, [])
            self.modules[alias.asname or alias.name] = alias.name

    def literal_import(self, node):
        """import_module with a name of this project."""
        text = constant(node.args[0])
        if not text:
            return
        if text.startswith("."):
            level = len(text) - len(text.lstrip("."))
            base = self.package.split(".") if self.package else []
            anchor = node.args[1] if len(node.args) > 1 else next((k.value for k in node.keywords if k.arg == "package"), None)
            own = isinstance(anchor, ast.Name) and (anchor.id == "__package__" or anchor.id == "__name__" and self.is_package)
            if not own and constant(anchor) != self.package or level - 1 > len(base):
                return
            text = ".".join(base[: len(base) - (level - 1)] + [text[level:]])
        elif text.split(".")[0] != self.module.split(".")[0]:
            return
        if all(IDENT.match(part) for part in text.split(".")):
            self.add(node, text, [])

    def visit_ImportFrom(self, node):
        module = node.module or ""
        if node.level:
            base = self.package.split(".") if self.package else []
            if node.level - 1 > len(base):
                return
            base = base[: len(base) - (node.level - 1)]
            module = ".".join(base + ([module] if module else []))
        if module:
            self.add(node, module, [alias.name for alias in node.names])
            for alias in node.names:
                self.modules[alias.asname or alias.name] = module + "." + alias.name

    # context
    def visit_ClassDef(self, node):
        self.nested += 1
        self.generic_visit(node)
        self.nested -= 1

    def visit_function(self, node):
        before = self.current
        self.current = node.name if not self.function and not self.nested else None
        for default in node.args.defaults + [d for d in node.args.kw_defaults if d is not None]:
            self.visit(default)
        for decorator in node.decorator_list:
            self.visit(decorator)
        self.function += 1
        self.scopes.append({})
        for child in node.body:
            self.visit(child)
        self.scopes.pop()
        self.function -= 1
        self.current = before
    visit_FunctionDef = visit_AsyncFunctionDef = visit_function

    def visit_Lambda(self, node):
        self.function += 1
        self.generic_visit(node)
        self.function -= 1

    def visit_If(self, node):
        words = mentioned(node.test)
        main = "__name__" in words and "__main__" in words
        always = isinstance(node.test, ast.Constant) and bool(node.test.value)
        self.visit(node.test)
        counter = "function" if main else "conditional"
        typing_only = (dotted(node.test) or "").rpartition(".")[2] == "TYPE_CHECKING"
        checks_file = bool(words & {"exists", "is_file", "isfile", "is_dir", "isdir"})
        environment = bool(words & ENVIRONMENT) or {"os", "name"} <= words
        self.environment += environment
        if not always:
            setattr(self, counter, getattr(self, counter) + 1)
        if checks_file:
            self.file_guarded += 1
        self.main += main
        for child in node.body:
            self.visit(child)
        self.main -= main
        if typing_only:
            self.conditional -= 1
            self.environment -= environment
        for child in node.orelse:
            self.visit(child)
        if typing_only:
            self.conditional += 1
            self.environment += environment
        self.environment -= environment
        if checks_file:
            self.file_guarded -= 1
        if not always:
            setattr(self, counter, getattr(self, counter) - 1)

    def visit_Try(self, node):
        names = set()
        for handler in node.handlers:
            if handler.type is None:
                names.add("BaseException")
            for part in (handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]):
                if part is not None:
                    names.add((dotted(part) or "").rpartition(".")[2])
        guards, file_guards = bool(names & CATCHES), bool(names & FILE_CATCHES)
        self.guarded += guards
        self.file_guarded += file_guards
        for child in node.body + node.orelse:
            self.visit(child)
        for handler in node.handlers:
            self.conditional += 1
            for child in handler.body:
                self.visit(child)
            self.conditional -= 1
        self.guarded -= guards
        self.file_guarded -= file_guards
        for child in node.finalbody:
            self.visit(child)
    visit_TryStar = visit_Try

    def visit_With(self, node):
        suppressed = set()
        for item in node.items:
            call = item.context_expr
            if isinstance(call, ast.Call) and (dotted(call.func) or "").endswith("suppress"):
                suppressed |= {(dotted(a) or "").rpartition(".")[2] for a in call.args}
            self.visit(call)
            if isinstance(call, ast.Call) and (dotted(call.func) or "").endswith("as_file") and call.args and item.optional_vars is not None:
                self.bind(item.optional_vars, self.place(call.args[0]))
        guards, file_guards = bool(suppressed & CATCHES), bool(suppressed & FILE_CATCHES)
        self.guarded += guards
        self.file_guarded += file_guards
        for child in node.body:
            self.visit(child)
        self.guarded -= guards
        self.file_guarded -= file_guards

    # literal paths
    def bind(self, target, value):
        if isinstance(target, ast.Name):
            scope = self.scopes[-1]
            scope[target.id] = None if target.id in scope else value

    def visit_Assign(self, node):
        self.visit(node.value)
        value = self.place(node.value)
        for target in node.targets:
            self.bind(target, value)

    def visit_AnnAssign(self, node):
        if node.value is not None:
            self.visit(node.value)
            self.bind(node.target, self.place(node.value))

    def place(self, node):
        """(base, path) of a literal path expression, or None; base is 'text', 'cwd' or 'package'."""
        text = constant(node)
        if text is not None:
            return ("text", text)
        if isinstance(node, ast.Name):
            if node.id == "__file__":
                return ("package", self.path)
            for scope in reversed(self.scopes):
                if node.id in scope:
                    return scope[node.id]
            return None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            return self.join([self.place(node.left), self.place(node.right)])
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self.concatenated([node.left, node.right])
        if isinstance(node, ast.JoinedStr):
            return self.concatenated(node.values)
        if isinstance(node, ast.FormattedValue):
            return self.place(node.value) if node.format_spec is None and node.conversion in (-1, 115) else None
        if isinstance(node, ast.Attribute) and node.attr == "parent":
            base = self.place(node.value)
            return (base[0], posixpath.dirname(base[1])) if base and base[0] != "text" else None
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "parents":
            base = self.place(node.value.value)
            index = node.slice.value if isinstance(node.slice, ast.Constant) else None
            if not base or not isinstance(index, int) or index < 0:
                return None
            path = base[1]
            for _ in range(index + 1):
                path = posixpath.dirname(path) if path else "../"
            return (base[0], path)
        if isinstance(node, ast.Call):
            return self.call_place(node)
        return None

    def call_place(self, node):
        name = dotted(node.func)
        if name in ("Path", "pathlib.Path", "PurePath", "pathlib.PurePath"):
            parts = [self.place(a) for a in node.args]
            return self.join(parts, "cwd") if parts else ("cwd", "")
        if name in ("Path.cwd", "pathlib.Path.cwd", "os.getcwd"):
            return ("cwd", "")
        if name in ("os.path.join", "path.join", "join", "posixpath.join"):
            return self.join([self.place(a) for a in node.args], "cwd")
        if name in ("os.path.dirname", "path.dirname", "dirname") and node.args:
            base = self.place(node.args[0])
            return (base[0], posixpath.dirname(base[1])) if base else None
        if name in ("os.path.abspath", "os.path.realpath", "os.path.normpath", "str", "os.fspath", "abspath", "realpath") and node.args:
            return self.place(node.args[0])
        if name is not None and name.rpartition(".")[2] == "files" and len(node.args) == 1:
            return self.package_place(node.args[0])
        if isinstance(node.func, ast.Attribute):
            base = self.place(node.func.value)
            if base and node.func.attr in ("resolve", "absolute", "expanduser"):
                return None if node.func.attr == "expanduser" else base
            if base and node.func.attr == "joinpath":
                return self.join([base] + [self.place(a) for a in node.args])
            given = constant(node.args[0]) if len(node.args) == 1 else None
            if base and base[0] != "text" and given is not None:
                stem, suffix = posixpath.splitext(base[1])
                if node.func.attr == "with_name":
                    return (base[0], posixpath.join(posixpath.dirname(base[1]), given))
                if node.func.attr == "with_suffix":
                    return (base[0], stem + given)
                if node.func.attr == "with_stem":
                    return (base[0], posixpath.join(posixpath.dirname(base[1]), given + suffix))
        return None

    def concatenated(self, nodes):
        """Texts side by side: the first one may be a path."""
        parts = [self.place(each) for each in nodes]
        if not parts or any(part is None for part in parts) or any(part[0] != "text" for part in parts[1:]):
            return None
        base, path = parts[0]
        text = "".join(part[1] for part in parts[1:])
        return (base, path + text if path or base == "text" else text.lstrip("/"))

    def folder(self, node):
        """The literal folder in front of what is not known; a place that is known as a whole."""
        known = self.place(node)
        if known is not None:
            return known
        if isinstance(node, ast.JoinedStr):
            literal = node.values
            while literal and self.concatenated(literal) is None:
                literal = literal[:-1]
            found = self.concatenated(literal)
            return (found[0], posixpath.dirname(found[1])) if found else None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            parts = [node.left, node.right]
        elif isinstance(node, ast.Call) and dotted(node.func) in JOINS:
            parts = node.args
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "joinpath":
            parts = [node.func.value] + node.args
        else:
            return None
        places = [self.place(part) for part in parts]
        if not places or places[0] is None:
            return self.folder(parts[0]) if parts else None
        end = places.index(None)
        inside = self.folder(parts[end]) if isinstance(parts[end], ast.JoinedStr) else None
        return self.join(places[:end] + ([inside] if inside and inside[0] == "text" and inside[1] else []))

    def package_place(self, node):
        place = self.place(node)
        text = place[1] if place and place[0] == "text" else None
        if isinstance(node, ast.Name) and node.id in ("__package__", "__name__"):
            text = self.package
        elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Call):
            owner, _, how = (dotted(node.value.func) or "").partition(".")
            index = node.slice.value if isinstance(node.slice, ast.Constant) else None
            if owner in ("__name__", "__package__") and index == 0:
                full = self.module if owner == "__name__" else self.package
                text = {"split": full.partition(".")[0], "partition": full.partition(".")[0],
                    "rpartition": full.rpartition(".")[0]}.get(how)
        if text is None or not all(IDENT.match(part) for part in text.split(".")):
            return None
        root = self.path[: len(self.path) - len(self.module.replace(".", "/")) - len("/__init__.py" if self.is_package else ".py")]
        if text.split(".")[0] != self.module.split(".")[0]:
            return None
        return ("package", root + text.replace(".", "/"))

    def join(self, parts, kind=None):
        if not parts or any(part is None for part in parts) or any(part[0] != "text" for part in parts[1:]):
            return None
        base, path = parts[0]
        for _, text in parts[1:]:
            path = posixpath.join(path, text)
        return ("cwd" if base == "text" and kind else base, path)

    def visit_Call(self, node):
        name = dotted(node.func) or ""
        if name in ("sys.path.insert", "sys.path.append", "sys.path.extend") and not (self.guarded or self.conditional or self.function):
            self.sys_path.append({"line": node.lineno, "column": node.col_offset + 1})
        if self.current and isinstance(node.func, ast.Name) and not self.conditional:
            self.calls.setdefault(self.current, set()).add(node.func.id)
        last = name.rpartition(".")[2] or (node.func.attr if isinstance(node.func, ast.Attribute) else "")
        self.changes_modes = self.changes_modes or last == "chmod"
        if name in ("open", "io.open", "codecs.open") and node.args:
            if self.reads(node.args[1:2], node.keywords):
                self.use_read(node, node.args[0])
        elif isinstance(node.func, ast.Attribute) and last in READ_CALLS:
            self.use_read(node, node.func.value)
        elif isinstance(node.func, ast.Attribute) and last == "open" and self.reads(node.args[:1], node.keywords):
            self.use_read(node, node.func.value)
        elif last in LOADERS:
            argument = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == LOADERS[last]), None)
            if argument is not None:
                self.use(node, self.place(argument))
        elif last == "PackageLoader" and node.args:
            base = self.package_place(node.args[0])
            folder = constant(node.args[1]) if len(node.args) > 1 else "templates"
            if base and folder:
                self.use(node, (base[0], posixpath.join(base[1], folder)))
        elif last in RESOURCES and node.args and self.is_resources(name):
            base = self.package_place(node.args[0])
            text = constant(node.args[1]) if len(node.args) > 1 else None
            if base and text and last not in ("resource_exists", "resource_isdir", "is_resource"):
                self.use(node, (base[0], posixpath.join(base[1], text)))
            elif base and constant(node.args[0]):
                self.use(node, base)
        elif last == "files" and len(node.args) == 1 and constant(node.args[0]):
            self.use(node, self.package_place(node.args[0]))
        elif last in ("import_module", "__import__") and node.args and name in ("importlib.import_module", "import_module", "__import__"):
            self.literal_import(node)
        elif name in RUNNERS and node.args:
            first = node.args[0]
            if isinstance(first, (ast.List, ast.Tuple)) and first.elts:
                first = first.elts[0]
            self.use_inside(node, self.place(first), runs=True)
        elif (last in READERS or name in MODULE_READERS) and node.args:
            self.use_inside(node, self.place(node.args[0]))
        elif isinstance(node.func, ast.Attribute) and last in ("iterdir", "glob", "rglob"):
            self.use_inside(node, self.place(node.func.value))
        self.generic_visit(node)

    def reads(self, positional, keywords):
        mode = positional[0] if positional else next((k.value for k in keywords if k.arg == "mode"), None)
        if mode is None:
            return True
        text = constant(mode)
        return text is not None and "r" in text and "+" not in text

    def is_resources(self, name):
        """Whether a call is one of importlib.resources, pkgutil or pkg_resources, however it was imported."""
        head, _, rest = name.partition(".")
        full = self.modules.get(head, head) + ("." + rest if rest else "")
        return full.startswith(("importlib.resources.", "importlib_resources.", "pkgutil.get_data", "pkg_resources.", "resources."))

    def use_read(self, node, path):
        place = self.place(path)
        if place is not None:
            self.use(node, place)
            return
        place = self.folder(path)
        if place is not None and "/" + self.module.split(".")[0] + "/" in "/" + place[1]:
            self.use_inside(node, place)

    def use_inside(self, node, place, runs=False):
        """A path that is given to somebody else: only a file of the package is meant to be there."""
        if place is not None and place[0] == "package" and place[1] not in ("", posixpath.dirname(self.path)):
            self.use(node, place, runs)

    def use(self, node, place, runs=False):
        # Below the test for __main__ stands what a developer runs in the checkout; __main__.py runs always.
        if place is None or self.file_guarded or self.main and not self.path.endswith("__main__.py"):
            return
        base, path = place
        base = "cwd" if base == "text" else base
        if not path or path.startswith(("/", "~")) or ":" in path or "\\" in path or path in (".", "-"):
            return
        path = posixpath.normpath(path)
        self.paths.append({"path": path, "base": base, "line": node.lineno, "column": node.col_offset + 1,
            "inFunction": self.function > 0, "conditional": self.conditional > 0, "runs": runs})

def targets(node, names):
    if isinstance(node, ast.Name):
        names.add(node.id)
    elif isinstance(node, (ast.Tuple, ast.List)):
        for item in node.elts:
            targets(item, names)
    elif isinstance(node, ast.Starred):
        targets(node.value, names)

def bound(body, names):
    known = True
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
            known = known and node.name != "__getattr__"
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                targets(target, names)
        elif isinstance(node, (ast.AnnAssign, ast.AugAssign)):
            targets(node.target, names)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                if alias.name == "*":
                    known = False
                names.add(alias.asname or alias.name.split(".")[0])
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            targets(node.target, names)
            known = bound(node.body + node.orelse, names) and known
        elif isinstance(node, (ast.If, ast.While)):
            known = bound(node.body + node.orelse, names) and known
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if item.optional_vars is not None:
                    targets(item.optional_vars, names)
            known = bound(node.body, names) and known
        elif isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            known = bound(node.body + node.orelse + node.finalbody, names) and known
            for handler in node.handlers:
                known = bound(handler.body, names) and known
        elif type(node).__name__ == "Match":
            for case in node.cases:
                known = bound(case.body, names) and known
        elif type(node).__name__ == "TypeAlias":
            targets(node.name, names)
        elif isinstance(node, ast.Delete):
            known = False
    for node in body:
        for child in ast.walk(node):
            if isinstance(child, ast.NamedExpr):
                targets(child.target, names)
            if isinstance(child, ast.Name) and child.id in ("globals", "exec", "setattr", "vars"):
                known = False
            if isinstance(child, ast.Global):
                names.update(child.names)
            if isinstance(child, ast.Attribute) and child.attr == "modules" and dotted(child) == "sys.modules":
                known = False
    return known

def version_literal(tree):
    found = None
    for node in tree.body:
        target = None
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
        elif isinstance(node, ast.AnnAssign):
            target = node.target
        if isinstance(target, ast.Name) and target.id == "__version__":
            text = constant(node.value) if node.value is not None else None
            if text is None or found is not None:
                return None
            found = {"value": text, "line": node.value.lineno, "column": node.value.col_offset + 1}
    return found

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

def needy(tree):
    """Functions at the top level that cannot be called without arguments, or are coroutines; decorated ones may be anything."""
    found, times = [], {}
    for node in tree.body:
        if isinstance(node, FUNCTIONS):
            times[node.name] = times.get(node.name, 0) + 1
            a = node.args
            required = len(getattr(a, "posonlyargs", [])) + len(a.args) - len(a.defaults) + sum(d is None for d in a.kw_defaults)
            if not node.decorator_list and (required or isinstance(node, ast.AsyncFunctionDef)):
                found.append({"name": node.name, "required": required, "isAsync": isinstance(node, ast.AsyncFunctionDef), "line": node.lineno})
        else:
            for child in ast.walk(node) if not isinstance(node, ast.ClassDef) else ():
                if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
                    times[child.id] = times.get(child.id, 0) + 1
    return [f for f in found if times[f["name"]] == 1]

def hints(tree):
    """How many of the public functions and methods say the types of all their arguments and of what they return, and of how many."""
    annotated = total = 0
    for owner in [tree] + [n for n in tree.body if isinstance(n, ast.ClassDef)]:
        for node in owner.body:
            if isinstance(node, FUNCTIONS) and not node.name.startswith("_"):
                total += 1
                args = node.args.args[(owner is not tree):] + node.args.kwonlyargs
                annotated += node.returns is not None and all(a.annotation is not None for a in args)
    return [annotated, total]

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)

def acts(tree):
    for node in tree.body:
        if isinstance(node, DEFINITIONS) or isinstance(node, ast.Pass):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            value = node.value
            calls = [c for c in ast.walk(value) if isinstance(c, ast.Call)] if value is not None else []
            if all((dotted(c.func) or "").split(".")[0] in ("pytest", "Path", "pathlib", "os", "re", "logging") for c in calls):
                continue
        return True
    return False

def parse(data, path, grammar):
    """The tree, and what a Python 3.{grammar} finds wrong in it: None when nothing, or when this Python is no newer."""
    if not grammar or grammar >= sys.version_info[1]:
        return ast.parse(data, path), None
    try:
        return ast.parse(data, path, feature_version=(3, grammar)), None
    except SyntaxError as error:
        tree = ast.parse(data, path)
        minor = next((m for m in range(grammar + 1, sys.version_info[1]) if parses(data, path, m)), sys.version_info[1])
        line, column = error.lineno or 1, error.offset or 1
        # The parser stands behind the statement by then.
        kind = {"Pattern": "Match", "Exception": "TryStar"}.get((error.msg or "").split(" ")[0])
        for node in ast.walk(tree):
            if type(node).__name__ == kind:
                line, column = node.lineno, node.col_offset + 1
                break
        return tree, {"message": error.msg or "invalid syntax", "line": line, "column": column, "minor": minor}

def parses(data, path, minor):
    try:
        ast.parse(data, path, feature_version=(3, minor))
        return True
    except SyntaxError:
        return False

def scan(module, path, is_package, data, grammar):
    digest = hashlib.sha256(data).hexdigest()
    result = {"module": module, "path": path, "isPackage": is_package, "imports": [], "paths": [], "version": None,
        "syntaxError": None, "names": None, "acts": True, "tests": [], "hasMainBlock": False, "sha256": digest, "newSyntax": None,
        "functions": [], "hints": [0, 0], "sysPath": [], "calls": {}}
    try:
        tree, result["newSyntax"] = parse(data, path, grammar)
    except SyntaxError as error:
        result["syntaxError"] = {"message": error.msg or "invalid syntax", "line": error.lineno or 1, "column": error.offset or 1}
        return result
    except (ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, ValueError):
            result["syntaxError"] = {"message": str(error), "line": 1, "column": 1}
        return result
    scanner = Scanner(module, path, is_package)
    try:
        scanner.visit(tree)
        names = set()
        known = bound(tree.body, names)
    except RecursionError:
        return result
    # No source that people maintain comes near; what was made to cost memory is not read on.
    if max(len(scanner.imports), len(scanner.paths), len(names)) > 50000:
        return result
    result["imports"], result["paths"] = scanner.imports, scanner.paths
    result["calls"] = {name: sorted(called) for name, called in scanner.calls.items()}
    if scanner.changes_modes:
        for path in result["paths"]:
            path["runs"] = False
    result["version"] = version_literal(tree)
    result["names"] = sorted(names) if known else None
    result["acts"] = acts(tree)
    result["functions"], result["hints"], result["sysPath"] = needy(tree), hints(tree), scanner.sys_path
    result["tests"] = [n.name for n in tree.body if (isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)) and n.name.startswith("test"))
        or (isinstance(n, ast.ClassDef) and n.name.startswith("Test"))]
    result["hasMainBlock"] = any(isinstance(n, ast.If) and "__main__" in mentioned(n.test) for n in tree.body)
    return result

def wheel_modules(archive):
    for info in archive.infolist():
        name = info.filename
        if not name.endswith(".py") or info.file_size > 8 << 20:
            continue
        parts = name.split("/")
        if parts[0].endswith(".data"):
            if len(parts) < 3 or parts[1] not in ("purelib", "platlib"):
                continue
            parts = parts[2:]
        is_package = parts[-1] == "__init__.py"
        dotted_parts = parts[:-1] if is_package else parts[:-1] + [parts[-1][:-3]]
        if dotted_parts and all(IDENT.match(p) for p in dotted_parts):
            yield ".".join(dotted_parts), "/".join(parts), is_package, archive.read(info)

scanned = {}

def scan_once(module, path, is_package, data, grammar):
    # A module of the tree mostly stands in the wheel, byte for byte.
    key = (module, is_package, grammar, hashlib.sha256(data).digest())
    known = scanned.get(key)
    if known is not None and (known["path"] == path or not known["paths"]):
        return dict(known, path=path)
    if len(scanned) > 20000:
        scanned.clear()
    scanned[key] = scan(module, path, is_package, data, grammar)
    return scanned[key]

def main():
    request = json.loads(sys.stdin.readline())
    grammar = request.get("grammar")
    answer = {"python": sys.version.split()[0], "tree": None, "wheel": None}
    if request.get("tree"):
        modules = []
        for entry in request["tree"]["modules"]:
            try:
                if entry.get("text") is not None:
                    data = entry["text"].encode()
                else:
                    with open(os.path.join(request["tree"]["root"], entry["path"]), "rb") as stream:
                        data = stream.read(8 << 20)
            except OSError:
                continue
            modules.append(scan_once(entry["name"], entry["path"], entry["isPackage"], data, grammar))
        answer["tree"] = {"modules": modules}
    # The next lines come when a wheel is there: until then the tree has been read.
    for line in sys.stdin:
        wheel = json.loads(line)
        answer["wheel"] = None
        if wheel:
            oldest = grammar or wheel.get("grammar")
            try:
                with zipfile.ZipFile(wheel["path"]) as archive:
                    answer["wheel"] = {"modules": [scan_once(*item, oldest) for item in wheel_modules(archive)]}
            except Exception:
                pass
        json.dump(answer, sys.stdout)
        sys.stdout.write("\n")
        sys.stdout.flush()

main()
`;
