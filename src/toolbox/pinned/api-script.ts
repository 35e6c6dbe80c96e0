/**
 * Reads the public API of two sets of sources by griffe, without importing any of them, and prints what differs. What
 * griffe itself does not know: names that a private module defines and a public one shows, names behind a module's
 * `__getattr__`, additions, members that a base of the standard library gives, and arguments that were positional by
 * convention.
 */
export const API_SOURCE: string = String.raw`
import importlib, json, logging, sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import griffe

logging.disable(logging.CRITICAL)
ask = json.load(sys.stdin)
UNRESOLVED = (griffe.AliasResolutionError, griffe.CyclicAliasError)


def load(directory, names):
    loader = griffe.GriffeLoader(search_paths=[directory], allow_inspection=False)
    loaded, failed = {}, []
    for name in names:
        try:
            loaded[name] = loader.load(name, try_relative_path=False)
        except ModuleNotFoundError:
            continue  # What only one of the two has is a module that came or went.
        except Exception as error:
            failed.append([name, f"{type(error).__name__}: {error}"])
    loader.resolve_aliases(implicit=False, external=False)
    for module in loaded.values():
        note_bases(module, set())
        prune(module, set())
    return loaded, failed


# The paths of a class's bases by its id: without the pruned imports they are not known any more.
BASES = {}


def note_bases(obj, seen):
    if obj.path in seen:
        return
    seen.add(obj.path)
    if obj.is_class:
        BASES[id(obj)] = [getattr(base, "canonical_path", base) for base in obj.bases]
    for member in obj.members.values():
        if not member.is_alias:
            note_bases(member, seen)


def prune(obj, seen):
    if obj.path in seen:
        return
    seen.add(obj.path)
    for name, member in list(obj.members.items()):
        if not member.is_alias:
            prune(member, seen)
            continue
        try:
            member.final_target
        except UNRESOLVED:
            del obj.members[name]


def public(modules):
    """Every public path with its object, the shortest path of an object first."""
    found = {}

    def walk(obj, path, depth, above):
        for name, member in obj.members.items():
            try:
                if not member.is_public:
                    continue
                target = member.final_target if member.is_alias else member
            except UNRESOLVED:
                continue
            here = f"{path}.{name}"
            if here in found or target.path in above:
                continue
            found[here] = target
            if depth < 12 and (target.is_module or target.is_class):
                walk(target, here, depth + 1, above | {target.path})

    for name, module in modules.items():
        if not name.startswith("_"):
            found[name] = module
            walk(module, name, 0, frozenset([module.path]))
    return dict(sorted(found.items(), key=lambda each: (each[0].count("."), each[0])))


def names_of(paths):
    shown = {}
    for path, target in paths.items():
        shown.setdefault(target.path, path)
    return shown


def is_private(path):
    return any(part.startswith("_") and not part.endswith("__") for part in path.split("."))


def shown_as(path, names):
    """The public path of what a canonical path names; None for what is not public."""
    parts = path.split(".")
    for end in range(len(parts), 0, -1):
        known = names.get(".".join(parts[:end]))
        if known is not None:
            rest = parts[end:]
            return None if any(is_private(part) for part in rest) else ".".join([known, *rest])
    return None if is_private(path) else path


def is_behind_getattr(path, modules):
    """Whether the module's own __getattr__ names what it does not define any more."""
    parts = path.split(".")
    module = modules.get(parts[0])
    for part in parts[1:-1]:
        module = module.members.get(part) if module is not None else None
    if module is None or not getattr(module, "is_module", False) or "__getattr__" not in module.members:
        return False
    try:
        text = Path(module.filepath).read_text("utf-8", "replace")
    except (OSError, TypeError):
        return False
    return f'"{parts[-1]}"' in text or f"'{parts[-1]}'" in text


def parameter(value):
    if value is None:
        return None
    default = "" if value.default is None else f"={value.default}"
    return f"{value.name}{default}"[:200]


def is_conventional(value):
    return value is not None and (value.name in ("self", "cls") or value.name.startswith("__"))


VARIADIC = (griffe.ParameterKind.var_positional, griffe.ParameterKind.var_keyword)


def is_renamed_variadic(value, function):
    return value is not None and value.kind in VARIADIC and any(
        each.kind is value.kind for each in getattr(function, "parameters", [])
    )


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


def became_positional(value, function):
    return (
        value is not None
        and value.kind is griffe.ParameterKind.positional_only
        and any(is_conventional(each) and each.name != "self" for each in getattr(function, "parameters", []))
    )


old, old_failed = load(ask["before"], ask["names"])
new, new_failed = load(ask["after"], ask["names"])
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
            tell(kind, f"{path}({(before or after).name})", parameter(before), parameter(after))
        elif kind == "OBJECT_REMOVED":
            if path in new_public or is_inherited(path, new_public):
                continue
            behind = is_behind_getattr(own, new)
            tell("OBJECT_BEHIND_GETATTR" if behind else kind, path, path)
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
        continue
    if target.path in told or path.rsplit(".", 1)[-1].startswith("__") or is_inherited(path, old_public):
        continue
    parts = path.split(".")
    above = [".".join(parts[:end]) for end in range(1, len(parts))]
    if any(each in new_public and each not in old_public for each in above):
        continue
    told.add(target.path)
    tell("OBJECT_ADDED", path, None, path)

print(json.dumps({"changes": changes, "failed": old_failed + new_failed}))
`;
