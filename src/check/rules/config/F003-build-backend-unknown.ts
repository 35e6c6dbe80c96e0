import { fixText } from "../../engine/text-fix.ts";
import { BACKENDS } from "../../../tree/backends/registry.ts";
import { nearest } from "../../../text/nearest.ts";
import { normalizeName } from "../../../version/names.ts";
import { importNamesOf } from "../../../distribution/import-names.ts";
import { outcomeKey, symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";
import { BUILD_BACKEND_UNKNOWN } from "../../../findings/shared-rules.ts";

/** F003: no build requirement provides the build backend. */
export const buildBackendUnknown: Rule = defineRule({
  ...BUILD_BACKEND_UNKNOWN.name,
  title: "no build requirement provides the build backend",
  severity: "error",
  needs: ["tree"],
  fix: "review",
  disprovedBy: [outcomeKey.built],
  docs: {
    what: "build-backend names a module that no build requirement provides.",
    why: 'The build fails: "Cannot import ...".',
    fix: "write the backend's module name, and add its distribution to build-system.requires",
    bad: 'build-backend = "setuptools.build_metta"',
    good: 'build-backend = "setuptools.build_meta"',
    peers: ["build"],
  },
  *check({ tree }) {
    if (tree === undefined || tree.backend.legacy || tree.backend.backendPath.length > 0) return;
    const { buildBackend, requires, id } = tree.backend;
    const location = tree.pyproject?.locate(["build-system", "build-backend"]);
    const names = requires.map((text) => /^[A-Za-z0-9._-]+/.exec(text.trim())?.[0] ?? "").map(normalizeName);
    // Of a backend that is known P026 says whether it is required.
    if (id === "unknown") {
      const near = nearest(
        buildBackend,
        BACKENDS.flatMap((facts) => facts.objects),
      );
      const isProvided = names.some((name) =>
        importNamesOf(name).includes(buildBackend.split(/[.:]/)[0] ?? ""),
      );
      const owner = BACKENDS.find((facts) => near !== null && facts.objects.includes(near));
      const isRequired = owner !== undefined && owner.distributions.some((name) => names.includes(name));
      // An unknown backend that its requirement provides is none of our business.
      if (isProvided && !isRequired) return;
      yield {
        message: `the build backend ${buildBackend} is not provided by the build requirements`,
        ...(location !== undefined && { location }),
        subject: buildBackend,
        ...(near !== null && {
          help: `did you mean build-backend = "${near}"?`,
          ...fixText(tree, location, buildBackend, near, "review"),
        }),
        confidence: isRequired ? "certain" : "likely",
        explains: [symptom.build("unknown-back-end")],
      };
    }
  },
});
