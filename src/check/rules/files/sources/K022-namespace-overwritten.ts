import { installedFiles } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K022: the wheel adds an __init__.py to a shared namespace. */
export const namespaceOverwritten: Rule = defineRule({
  code: "K022",
  slug: "namespace-overwritten",
  title: "the wheel adds an __init__.py to a shared namespace",
  severity: "error",
  needs: ["wheel"],
  docs: {
    what: "google, azure, zope, backports and others are shared namespaces: each project adds its own part, and none adds an __init__.py.",
    why: "With this file installed, imports of all other parts of the namespace fail.",
    fix: "remove the file: namespace packages have no __init__.py (PEP 420)",
    bad: "google/__init__.py beside google/good/__init__.py",
    good: "google/good/__init__.py alone",
    peers: [],
  },
  visitor: {
    wants: ({ name, size }) => (NAMESPACE_INIT.test(name) ? Math.min(size + 1, 65_536) : 0),
    look: (bytes) =>
      /extend_path|declare_namespace|__path__/.test(Buffer.from(bytes).toString("latin1")) ? true : undefined,
  },
  *check({ wheels }, _options, seen) {
    for (const wheel of wheels) {
      const own = (wheel.metadata?.name ?? "").toLowerCase();
      for (const { path, member } of installedFiles(wheel)) {
        const name = NAMESPACE_INIT.exec(path)?.[1]?.replaceAll("/", ".");
        if (name === undefined || own === name) continue;
        // An __init__.py of the old kind joins the parts itself.
        if (seen.some((each) => each.distribution === wheel && each.member.name === member)) continue;
        yield {
          message: `${wheel.fileName} installs ${path}, which hides the other parts of the namespace ${name}`,
          location: { file: memberPath(wheel, member) },
          subject: name,
        };
      }
    }
  },
});

/** Namespaces that several distributions fill, dated November 2026. */
const NAMESPACE_INIT =
  /^(?:[^/]+\.data\/(?:pure|plat)lib\/)?(google|google\/cloud|azure|azure\/(?:mgmt|storage|ai)|zope|zope\/app|zc|plone|plone\/app|collective|repoze|backports|jaraco|ruamel|sphinxcontrib|xstatic|xstatic\/pkg|flufl|mpl_toolkits|opentelemetry|opentelemetry\/(?:instrumentation|exporter)|airflow\/providers|nvidia|snowflake|odoo\/addons|pylons|tiledb|ibm|oslo|trytond\/modules)\/__init__\.py$/;
