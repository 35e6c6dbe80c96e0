import { defineRule, type Rule } from "../../engine/rule.ts";

/** F011: MANIFEST.in beside a backend that does not read it. */
export const manifestInIgnored: Rule = defineRule({
  code: "F011",
  slug: "manifest-in-ignored",
  title: "MANIFEST.in beside a backend that does not read it",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "Only setuptools reads MANIFEST.in.",
    why: "The sdist lacks what the file includes and contains what it excludes, and people edit the wrong file.",
    fix: "translate it into the backend's own settings, and delete it",
    bad: 'MANIFEST.in, build-backend = "hatchling.build"',
    good: "[tool.hatch.build.targets.sdist] include = [...]",
    peers: [],
  },
  *check({ tree }) {
    if (tree === undefined || !tree.has("MANIFEST.in") || tree.backendFacts.readsManifestIn !== false) return;
    yield {
      message: `${tree.backend.id} does not read MANIFEST.in`,
      location: { file: "MANIFEST.in" },
      subject: "MANIFEST.in",
      help: `translate it into ${tree.backendFacts.sdistSettings ?? "the backend's own settings"}, and delete it`,
    };
  },
});
