/**
 * A part of the script that runs setup(): a plugin that lists what a repository tracks (setuptools-scm, setuptools-git) finds
 * none in the private copy of the tree, which holds just that.
 */
export const FINDER_SCRIPT: string = `
def tracked_files():
    return [os.path.relpath(os.path.join(at, name)) for at, _, names in os.walk(".") for name in names]

def has_file_finder():
    try:
        from importlib.metadata import entry_points
        return bool(list(entry_points(group="setuptools.file_finders")))
    except (ImportError, TypeError):
        return False

lists_tracked = IS_TRACKED and has_file_finder()
if lists_tracked:
    import setuptools.command.egg_info, setuptools.command.sdist
    tracked = tracked_files()
    for each in (setuptools.command.egg_info, setuptools.command.sdist):
        each.walk_revctrl = lambda *_: iter(tracked)
`;
