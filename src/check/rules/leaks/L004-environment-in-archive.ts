import { releasedFiles } from "../../views/released-files.ts";
import { memberPath } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L004: a virtual environment or a cache is in the archive. */
export const environmentInArchive: Rule = defineRule({
  code: "L004",
  slug: "environment-in-archive",
  title: "a virtual environment, cache or editor settings are in the archive",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "The archive contains a virtual environment (error), the wheel an egg-info folder (warning), or files of editors, caches and CI services (note: dot files are common in sdists).",
    why: "The files are useless to others, often large, and may contain secrets.",
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
          message: `${distribution.fileName} contains ${folder[0]}`,
          location: { file: memberPath(distribution, member) },
          subject: `${distribution.kind} ${folder[0]}`,
        };
      } else if (distribution.kind === "wheel" && /^[^/]+\.egg-info\//.test(path)) {
        yield {
          message: `${distribution.fileName} contains ${path.slice(0, path.indexOf("/"))}`,
          location: { file: memberPath(distribution, member) },
          subject: `${distribution.kind} egg-info`,
          severity: "warning",
        };
      }
    }
    for (const distribution of inputs.distributions) {
      const found = [...releasedFiles({ distributions: [distribution] })].filter(
        ({ path }) =>
          CLUTTER.test(path) ||
          (distribution.kind === "wheel" && /(^|\/)\.(github|circleci|git[a-z]+$)/.test(path)),
      );
      const [first] = found;
      if (first === undefined) continue;
      const more =
        found.length === 1 ? "" : ` and ${found.length - 1} more files of editors, caches or CI services`;
      yield {
        message: `${distribution.fileName} contains ${first.path}${more}`,
        location: { file: memberPath(distribution, first.member) },
        subject: `${distribution.kind} clutter`,
        severity: "info",
      };
    }
  },
});

const ENVIRONMENT = /(^|\/)(\.?venv\/pyvenv\.cfg|[^/]+\/pyvenv\.cfg|pyvenv\.cfg|\.tox\/|\.nox\/)/;

const CLUTTER =
  /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\.idea\/|\.vscode\/|\.spyderproject|[^/]+\.sw[op]$|\.(mypy|pytest|ruff|pytype|hypothesis)_?(cache)?\/|\.ipynb_checkpoints\/|__MACOSX\/|\.appveyor|\.travis\.yml$|\.cirrus\.|\.gitpod\.yml$|vsts-ci\.yml$)/;
