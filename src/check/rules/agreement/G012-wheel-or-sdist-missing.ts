import { defineRule, type Rule } from "../../engine/rule.ts";

/** G012: only a wheel, or only an sdist. */
export const wheelOrSdistMissing: Rule = defineRule({
  code: "G012",
  slug: "wheel-or-sdist-missing",
  title: "only a wheel, or only an sdist",
  severity: "warning",
  needs: ["set"],
  docs: {
    what: "A release has an sdist and at least one wheel.",
    why: "Without a wheel every user has to build the project; without an sdist distributors cannot build it.",
    fix: "build both: `uv build`",
    bad: "dist/ with a wheel only",
    good: "a wheel and an sdist",
    peers: ["pyroma:SDist"],
  },
  *check({ sdists, wheels }) {
    if (sdists.length > 0 && wheels.length > 0) return;
    const [is, lacks] = sdists.length === 0 ? ["wheels", "an sdist"] : ["sdists", "a wheel"];
    yield { message: `the release has only ${is} and lacks ${lacks}`, subject: "set" };
  },
});
