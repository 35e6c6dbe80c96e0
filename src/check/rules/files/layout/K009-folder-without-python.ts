import { ALWAYS_GENERIC } from "../../../knowledge/generic-names.ts";
import { runtimeStateFolders } from "../../../views/runtime-state.ts";
import { installedFiles } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K009: a top-level folder of the wheel contains no Python. */
export const folderWithoutPython: Rule = defineRule({
  code: "K009",
  slug: "folder-without-python",
  title: "a top-level folder of the wheel contains no Python",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "A folder at the root of the wheel (site-packages) has no Python files.",
    why: "The data belongs to no package: importlib.resources cannot read it, and two such projects mix their files.",
    fix: "move the folder into the package",
    bad: "config/settings.json at the root of the wheel",
    good: "good_pkg/config/settings.json",
    peers: ["check-wheel-contents:W010"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const folders = new Map<string, { member: string; python: boolean }>();
      for (const { path, member } of installedFiles(wheel)) {
        const slash = path.indexOf("/");
        if (slash === -1) continue;
        const top = path.slice(0, slash);
        const known = folders.get(top) ?? { member, python: false };
        folders.set(top, { ...known, python: known.python || /\.(pyi?|pyc|so|pyd)$/.test(path) });
      }
      const state = runtimeStateFolders(wheel);
      for (const [name, { member, python }] of folders) {
        if (python || EXPECTED.test(name) || ALWAYS_GENERIC.has(name) || state.has(`${name}/`)) continue;
        yield {
          message: `${wheel.fileName} installs a top-level folder ${name} without any Python`,
          location: { file: memberPath(wheel, member) },
          subject: name,
        };
      }
    }
  },
});

/** Stub packages, the libraries that auditwheel and delvewheel bring along, and remains of eggs, which have a rule. */
const EXPECTED = /-stubs$|[._]libs$|\.egg-info$|^__pycache__$/;
