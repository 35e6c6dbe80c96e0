/** How sources are read by griffe, without importing any of them: the first part of the reader's script. */
export const API_READING: string = String.raw`
import importlib, json, logging, sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import griffe

logging.disable(logging.CRITICAL)
ask = json.load(sys.stdin)
UNRESOLVED = (griffe.AliasResolutionError, griffe.CyclicAliasError)


class Loader(griffe.GriffeLoader):
    """Notes what griffe leaves out without a word: modules that no parser reads."""

    def __init__(self, directory):
        super().__init__(search_paths=[directory], allow_inspection=False)
        self.unread = {}

    def _load_module(self, module_name, module_path, *, submodules=True, parent=None):
        try:
            return super()._load_module(module_name, module_path, submodules=submodules, parent=parent)
        except Exception as error:
            path = module_name if parent is None else f"{parent.path}.{module_name}"
            self.unread[path] = (module_path, str(error))
            raise


def load(directory, names):
    loader = Loader(directory)
    loaded = {}
    for name in names:
        try:
            loaded[name] = loader.load(name, try_relative_path=False)
        except ModuleNotFoundError:
            continue  # What only one of the two has is a module that came or went.
        except Exception as error:
            loader.unread.setdefault(name, (None, f"{type(error).__name__}: {error}"))
    loader.resolve_aliases(implicit=False, external=False)
    lost = set()
    for module in loaded.values():
        note_bases(module, set())
        prune(module, set(), loader.unread, lost)
    return loaded, {path: each for path, each in loader.unread.items() if not is_test(path)}, lost


def is_test(path):
    return any(part in ("tests", "conftest", "__main__") or part.startswith("test_") for part in path.split("."))


def bytes_of(place):
    try:
        return Path(place).read_bytes()
    except (OSError, TypeError):
        return None


def unread_modules(old, new, lost):
    """What could not be read and may have changed: what users see of it, each with the reason."""
    found = []
    for path in sorted(old.keys() | new.keys()):
        before, after = [each.get(path, (None, None)) for each in (old, new)]
        content = bytes_of(before[0])
        if content is not None and content == bytes_of(after[0]):
            continue
        if is_private(path) and not lost:
            continue
        directory, (_, reason) = (ask["after"], after) if path in new else (ask["before"], before)
        found.append([path, reason.replace(str(Path(directory)) + "/", "")[:300]])
    return found


def is_below(path, tops):
    return any(path == top or path.startswith(f"{top}.") for top in tops)


def is_unread(path, unread, lost):
    return is_below(path, unread) or path in lost or f"{path.rpartition('.')[0]}.*" in lost


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


def prune(obj, seen, unread, lost):
    if obj.path in seen:
        return
    seen.add(obj.path)
    whole_overloads(obj)
    for name, member in list(obj.members.items()):
        if not member.is_alias:
            if member.is_module and is_test(member.path):
                del obj.members[name]
            else:
                prune(member, seen, unread, lost)
            continue
        try:
            member.final_target
        except UNRESOLVED:
            # What a wildcard of an unread module gives has no names.
            if is_below(member.target_path.removesuffix(".*"), unread):
                lost.add(f"{obj.path}.*" if name.endswith("/*") else f"{obj.path}.{name}")
            del obj.members[name]


def whole_overloads(obj):
    """Of overloads without an implementation, as in a stub, one function that takes what any of them takes."""
    for name, overloads in list(obj.overloads.items() if obj.is_module or obj.is_class else []):
        if not overloads or name in obj.members:
            continue
        longest = max(overloads, key=lambda each: len(each.parameters))
        for other in overloads:
            known = {each.name: each for each in other.parameters}
            for each in longest.parameters:
                if each.kind not in VARIADIC and (each.name not in known or known[each.name].default is not None):
                    each.default = each.default or "..."
            names = {each.name for each in longest.parameters}
            for each in other.parameters:
                if each.name not in names:
                    kind = each.kind if each.kind in VARIADIC else griffe.ParameterKind.keyword_only
                    longest.parameters.add(griffe.Parameter(each.name, kind=kind, default=each.default or "..."))
        obj.set_member(name, longest)


VARIADIC = (griffe.ParameterKind.var_positional, griffe.ParameterKind.var_keyword)


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
`;
