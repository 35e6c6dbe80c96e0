import { releasedFiles } from "../../released-files.ts";
import { memberPath } from "../../metadata-view.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** L004: a virtual environment or a cache is in the archive. */
export const environmentInArchive: Rule = defineRule({
  code: "L004",
  slug: "environment-in-archive",
  title: "a virtual environment or a cache is in the archive",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "pyvenv.cfg, site-packages, node_modules, .git and the like were packed.",
    why: "It is useless to everybody else, large, and may hold secrets.",
    fix: "exclude the folder",
    bad: "pkg-1.0/.venv/pyvenv.cfg",
    good: 'exclude = [".venv"]',
    peers: ["pydistcheck"],
  },
  *check(inputs) {
    for (const { distribution, path, member } of releasedFiles(inputs)) {
      const folder = ENVIRONMENT.exec(path);
      if (folder !== null) {
        yield {
          message: `${distribution.fileName} holds ${folder[0]}`,
          location: { file: memberPath(distribution, member) },
          subject: `${distribution.kind} ${folder[0]}`,
        };
      } else if (distribution.kind === "wheel" && /^[^/]+\.egg-info\//.test(path)) {
        yield {
          message: `${distribution.fileName} holds ${path.slice(0, path.indexOf("/"))}`,
          location: { file: memberPath(distribution, member) },
          subject: `${distribution.kind} egg-info`,
          severity: "warning",
        };
      }
    }
  },
});

const ENVIRONMENT =
  /(^|\/)(\.?venv\/pyvenv\.cfg|[^/]+\/pyvenv\.cfg|pyvenv\.cfg|\.git\/HEAD|\.hg\/store|\.svn\/entries|\.tox\/|\.nox\/|node_modules\/)/;
