import { API_READING } from "./api-reading.ts";

/**
 * Reads the public API of two sets of sources by griffe, without importing any of them, and prints what differs. What
 * griffe itself does not know: names that a private module defines and a public one shows, names behind a module's
 * `__getattr__`, additions, members that a base of the standard library gives, and arguments that were positional by
 * convention.
 */
export const API_SOURCE: string = `${API_READING}${String.raw`

def parameter(value):
    if value is None:
        return None
    default = "" if value.default is None else f"={value.default}"
    return f"{value.name}{default}"[:200]


def is_conventional(value):
    return value is not None and (value.name in ("self", "cls") or value.name.startswith("__"))


def is_renamed_variadic(value, function):
    return value is not None and value.kind in VARIADIC and any(
        each.kind is value.kind for each in getattr(function, "parameters", [])
    )


# The interpreter calls all other special methods, and it gives their arguments by position.
BY_KEYWORD = {"__call__", "__init__", "__init_subclass__", "__new__", "__prepare__", "__replace__"}
BY_POSITION = (griffe.ParameterKind.positional_only, griffe.ParameterKind.positional_or_keyword)


def place_of(value, parameters):
    return next((at for at, each in enumerate(parameters) if each.name == value.name), None)


def is_same_place(kind, value, path):
    """Whether an argument is given by its position, so that another name of the parameter changes nothing."""
    functions = [each.get(path) for each in (old_public, new_public)]
    name = path.rpartition(".")[2]
    is_special = name.startswith("__") and name.endswith("__") and name not in BY_KEYWORD
    was, now = [[each for each in getattr(f, "parameters", []) if each.kind in BY_POSITION] for f in functions]
    if kind == "PARAMETER_REMOVED":
        at = place_of(value, was)
        if at is None or not (is_special or value.kind is griffe.ParameterKind.positional_only):
            return False
        rest = griffe.ParameterKind.var_positional
        return len(was) <= len(now) or any(each.kind is rest for each in getattr(functions[1], "parameters", []))
    if kind == "PARAMETER_ADDED_REQUIRED":
        at = place_of(value, now)
        if at is None or at >= len(was) or was[at].default is not None:
            return False
        return is_special or was[at].kind is griffe.ParameterKind.positional_only
    if kind == "PARAMETER_CHANGED_KIND":
        return is_special and value.kind is griffe.ParameterKind.positional_only
    return is_special and kind == "PARAMETER_MOVED"


# To import one of these opens a browser or a window, or prints.
ACTING = {"antigravity", "idlelib", "test", "this", "turtledemo"}
# A constructor of a base takes other arguments.
CONSTRUCTORS = {"__init__", "__new__"}
# What every class has from object. Without its own __eq__ or __lt__ a class compares otherwise.
OF_OBJECT = {"__dir__", "__format__", "__repr__", "__sizeof__", "__str__"}


def standard_class(path):
    """A class of the standard library; None for every other."""
    module, _, name = path.rpartition(".")
    top = (module or "builtins").split(".")[0]
    if top not in sys.stdlib_module_names or top in ACTING or top in ask["names"]:
        return None
    found = getattr(importlib.import_module(module or "builtins"), name, None)
    found = getattr(found, "__origin__", found)
    return found if isinstance(found, type) else None


def is_inherited(path, paths):
    """Whether a class has it from a base, too."""
    owner, _, name = path.rpartition(".")
    known = paths.get(owner)
    try:
        if known is None or not known.is_class:
            return False
        if name in known.all_members:
            return True
        if name in CONSTRUCTORS:
            return False
        bases = [base for each in (known, *known.mro()) for base in BASES.get(id(each), [])]
        standard = [standard_class(base) for base in bases]
        return name in OF_OBJECT or any(
            name in vars(above) for found in standard if found for above in found.__mro__[:-1]
        )
    except Exception:
        return False


def foreign_bases(path, paths):
    """Bases outside of the project that may still give a member."""
    known = paths.get(path.rpartition(".")[0])
    try:
        bases = [base for each in (known, *known.mro()) for base in BASES.get(id(each), [])]
    except Exception:
        return []
    tops = {*sys.stdlib_module_names, *ask["names"]}
    return [str(base) for base in bases if "." in str(base) and str(base).split(".")[0] not in tops]


def nature(value):
    """What of a function or a property has to stay as it is for those who call or set it."""
    labels = value.labels
    if value.is_function:
        bound = "class method" if "classmethod" in labels else "static method" if "staticmethod" in labels else ""
        return ["async function" if "async" in labels else "function", bound]
    return ["property with a setter" if "writable" in labels else "property"] if "property" in labels else []


def tell_nature(path, before, after):
    was, now = nature(before), nature(after)
    if len(was) != len(now) or was == now or was == ["property"]:
        return
    if was[0] != now[0]:
        tell("OBJECT_CHANGED_KIND", path, was[0], now[0])
    elif was[1] and not now[1]:
        tell("OBJECT_CHANGED_KIND", path, was[1], "method")


def became_positional(value, function):
    return (
        value is not None
        and value.kind is griffe.ParameterKind.positional_only
        and any(is_conventional(each) and each.name != "self" for each in getattr(function, "parameters", []))
    )


old, old_unread, old_lost = load(ask["before"], ask["names"])
new, new_unread, new_lost = load(ask["after"], ask["names"])
old_public, new_public = public(old), public(new)
old_names = names_of(old_public)
changes, seen = [], set()


def tell(kind, path, before=None, after=None):
    key = (kind, path, before, after)
    if key not in seen:
        seen.add(key)
        changes.append({"kind": kind, "path": path, "before": before, "after": after})


for name in sorted(old.keys() & new.keys()):
    for breakage in griffe.find_breaking_changes(old[name], new[name]):
        kind = breakage.kind.name
        own = breakage.obj.path
        path = own if own in old_public else shown_as(own, old_names)
        if path is None:
            continue
        before, after = breakage.old_value, breakage.new_value
        if kind.startswith("PARAMETER_"):
            # __self, then self before a slash: the convention gave way to the syntax.
            if is_conventional(before) or is_conventional(after) or became_positional(after, old_public.get(path)):
                continue
            if is_renamed_variadic(before, new_public.get(path)):
                continue
            value = after if kind == "PARAMETER_CHANGED_KIND" else before or after
            if is_same_place(kind, value, path):
                continue
            tell(kind, f"{path}({(before or after).name})", parameter(before), parameter(after))
        elif kind == "OBJECT_REMOVED":
            if path in new_public or is_inherited(path, new_public):
                continue
            if any(is_unread(each, new_unread, new_lost) for each in (own, path)):
                continue
            if is_behind_getattr(own, new):
                tell("OBJECT_BEHIND_GETATTR", path, path)
            elif foreign := foreign_bases(path, new_public):
                tell("MEMBER_REMOVED", path, path, ", ".join(foreign)[:200])
            else:
                tell(kind, path, path)
        elif kind == "OBJECT_CHANGED_KIND":
            tell(kind, path, *(str(getattr(each, "value", each)) for each in (before, after)))
        elif kind == "CLASS_REMOVED_BASE":
            tell(kind, path, *(", ".join(str(base) for base in each or ["object"])[:200] for each in (before, after)))
        else:
            tell(kind, path, str(before)[:200], str(after)[:200])

told = set()
for path, target in new_public.items():
    if path in old_public:
        before = old_public[path]
        if getattr(target, "is_function", False) and getattr(before, "is_function", False):
            known = {each.name for each in before.parameters}
            for each in target.parameters:
                if each.name not in known and each.default is not None and each.kind not in VARIADIC and not each.name.startswith("_"):
                    shown = old_names.get(before.path, path)
                    tell("PARAMETER_ADDED", f"{shown}({each.name})", None, parameter(each))
        if target.kind is before.kind:
            tell_nature(old_names.get(before.path, path), before, target)
        continue
    if any(is_unread(each, old_unread, old_lost) for each in (path, target.path)):
        continue
    if target.path in told or path.rsplit(".", 1)[-1].startswith("__") or is_inherited(path, old_public):
        continue
    parts = path.split(".")
    above = [".".join(parts[:end]) for end in range(1, len(parts))]
    if any(each in new_public and each not in old_public for each in above):
        continue
    told.add(target.path)
    tell("OBJECT_ADDED", path, None, path)

print(json.dumps({"changes": changes, "failed": unread_modules(old_unread, new_unread, old_lost | new_lost)}))
`}`;
