/**
 * Prints one JSON line about the interpreter that runs it. Runs on Python 3.6 and newer, with `-I`, so that
 * nothing of the current directory is imported.
 */
export const PROBE_SCRIPT: string = `
import json, os, platform, sys, sysconfig
v = sys.version_info
impl = sys.implementation
iv = impl.version
iv_text = "%d.%d.%d" % iv[:3]
if iv.releaselevel != "final":
    iv_text += iv.releaselevel[0] + str(iv.serial)
try:
    libc = os.confstr("CS_GNU_LIBC_VERSION")
except (AttributeError, ValueError, OSError):
    libc = None
try:
    from importlib.util import find_spec
    pip = os.path.dirname(find_spec("pip").origin)
except Exception:
    pip = None
print(json.dumps({
    "pip": pip,
    "executable": sys.executable,
    "version": platform.python_version(),
    "minor": v[1],
    "major": v[0],
    "implementation": impl.name,
    "prefix": sys.prefix,
    "basePrefix": sys.base_prefix,
    "platform": sysconfig.get_platform(),
    "extensionSuffix": sysconfig.get_config_var("EXT_SUFFIX"),
    "libc": libc,
    "macos": platform.mac_ver()[0] or None,
    "threaded": not sysconfig.get_config_var("Py_GIL_DISABLED"),
    "markers": {
        "implementation_name": impl.name,
        "implementation_version": iv_text,
        "os_name": os.name,
        "platform_machine": platform.machine(),
        "platform_python_implementation": platform.python_implementation(),
        "platform_release": platform.release(),
        "platform_system": platform.system(),
        "platform_version": platform.version(),
        "python_full_version": platform.python_version(),
        "python_version": "%d.%d" % v[:2],
        "sys_platform": sys.platform,
    },
}))
`;
