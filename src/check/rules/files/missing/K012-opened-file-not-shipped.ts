import { posix } from "node:path";
import { symptom } from "../../../../findings/finding.ts";
import { missingFiles } from "./missing-files.ts";
import { shipHelp } from "./ship-help.ts";
import { ownSources } from "../../../views/packages/own-sources.ts";
import type { ScannedModule } from "../../../scan/import-scan.ts";
import { defineRule, type Rule, type RuleFinding, type RuleInputs } from "../../../engine/rule.ts";
import { wheelView, type WheelView } from "../../../views/packages/wheel-view.ts";

/** K012: a file that the code opens is not in the wheel. */
export const openedFileNotShipped: Rule = defineRule({
  code: "K012",
  slug: "opened-file-not-shipped",
  title: "a file that the code opens is not in the wheel",
  severity: "error",
  needs: [
    ["wheel", "python"],
    ["tree", "python"],
  ],
  predictsWheel: true,
  docs: {
    what: "The code reads a file or folder beside its modules by a literal name (`__file__`, importlib.resources, pkgutil, pkg_resources, a template loader), but the wheel does not contain it. Guarded reads, and files that the sources lack too, are not reported.",
    why: "The code works in the checkout but fails with FileNotFoundError or ModuleNotFoundError for every user.",
    fix: "declare it as package data",
    bad: 'Path(__file__).parent / "greeting.txt"  # not in package-data',
    good: '[tool.setuptools.package-data]\npkg = ["*.txt"]',
    peers: [],
  },
  async check(inputs) {
    const found: RuleFinding[] = [];
    const view = await wheelView(inputs);
    const sources = ownSources(inputs);
    if (view === null || sources === null) return found;
    for (const { module, use, installed, source, all, isCertain } of missingFiles(view, sources)) {
      const more =
        all.length > 1 && source.endsWith("/")
          ? `, and ${all.length - 1} more path${all.length > 2 ? "s" : ""} in it`
          : "";
      const help =
        outsideHelp(inputs, view, module, { source, installed }) ??
        shipHelp(inputs, view, sources, { source, installed });
      found.push({
        message: `${module.path} ${use.runs === true ? "runs" : "reads"} ${use.path}${more}; ${source} is in ${sources.label} and not in ${view.label}`,
        location: view.place(module, use.line, use.column),
        subject: source,
        severity: isCertain ? "error" : "warning",
        confidence: isCertain && !view.isPredicted ? "certain" : "likely",
        disprovedBy: view.disprovedBy,
        ...(help !== null && { help }),
        symptom: symptom.build("file-left-out"),
        explains: [
          ...all.map((path) => symptom.missingFile(posix.basename(path))),
          ...[...sources.paths]
            .filter((path) => path === source || path.startsWith(source))
            .map((path) => symptom.missingFile(path)),
          symptom.missingModule(installed.replaceAll("/", ".")),
        ],
      });
    }
    return found;
  },
});

/** The remedy for a file that lies beside the package or above it, where no setting of a build backend reaches. */
function outsideHelp(
  inputs: RuleInputs,
  view: WheelView,
  { module }: ScannedModule,
  { source, installed }: { readonly source: string; readonly installed: string },
): string | null {
  const [top = ""] = module.split(".");
  const [first = ""] = installed.split("/");
  if (first !== ".." && (first === top || view.names.has(first))) return null;
  const name = inputs.wheels[0]?.metadata?.name ?? inputs.tree?.project.name?.value ?? top;
  return METADATA.test(source)
    ? `read it with importlib.metadata, for example version("${name}"): ${posix.basename(source)} is not installed`
    : `move ${source} into the package ${top}, and read it from there`;
}

/** Files whose content an installed distribution has as metadata. */
const METADATA = /(^|\/)(pyproject\.toml|setup\.(cfg|py)|PKG-INFO|VERSION(\.txt)?)$/i;
