import { defineRule, type Rule } from "../../engine/rule.ts";

/** F011: MANIFEST.in beside a back-end that does not read it. */
export const manifestInIgnored: Rule = defineRule({
  code: "F011",
  slug: "manifest-in-ignored",
  title: "MANIFEST.in beside a back-end that does not read it",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "Only setuptools reads MANIFEST.in.",
    why: "What it includes is missing from the sdist, what it excludes is in it, and people edit the wrong file.",
    fix: "translate it into the back-end's own settings, and delete it",
    bad: 'MANIFEST.in, build-backend = "hatchling.build"',
    good: "[tool.hatch.build.targets.sdist] include = [...]",
    peers: [],
  },
  *check({ tree }) {
    if (tree === undefined || !tree.has("MANIFEST.in") || !IGNORES.has(tree.backend.id)) return;
    yield {
      message: `${tree.backend.id} does not read MANIFEST.in`,
      location: { file: "MANIFEST.in" },
      subject: "MANIFEST.in",
      help: `translate it into ${SETTINGS[tree.backend.id] ?? "the back-end's own settings"}, and delete it`,
    };
  },
});

const IGNORES: ReadonlySet<string> = new Set([
  "flit",
  "hatchling",
  "maturin",
  "meson",
  "pdm",
  "poetry",
  "scikit-build",
  "uv_build",
]);

const SETTINGS: Readonly<Record<string, string>> = {
  flit: "[tool.flit.sdist] include and exclude",
  hatchling: "[tool.hatch.build.targets.sdist] include and exclude",
  maturin: "[tool.maturin] include and exclude",
  pdm: "[tool.pdm.build] includes, source-includes and excludes",
  poetry: "[tool.poetry] include and exclude",
  "scikit-build": "[tool.scikit-build] sdist.include and sdist.exclude",
  uv_build: "[tool.uv.build-backend] source-include and source-exclude",
};
