import { isScriptGroup, parseEntryPoints } from "../../distribution/entry-points.ts";
import type { Location } from "../../findings/location.ts";
import { memberPath } from "./metadata-view.ts";
import type { RuleInputs } from "../engine/rule.ts";

/** A script or plugin of the tree or of a wheel. */
export interface ScriptView {
  readonly origin: "tree" | "wheel";
  readonly group: string;
  readonly name: string;
  /** As written. */
  readonly target: string;
  /** Before the colon; the whole target without one. */
  readonly module: string;
  /** Behind the colon; null without one. */
  readonly attribute: string | null;
  readonly location: Location;
  /** True for console and GUI scripts, from which installers make programs. */
  readonly isProgram: boolean;
}

/** Every entry point that is declared: the tree's first, then each wheel's. */
export function scriptViews(inputs: Pick<RuleInputs, "tree" | "wheels">): readonly ScriptView[] {
  const views: ScriptView[] = [];
  const project = inputs.tree?.project;
  if (project !== undefined) {
    const groups = [
      ["console_scripts", project.scripts] as const,
      ["gui_scripts", project.guiScripts] as const,
      ...project.entryPoints,
    ];
    for (const [group, list] of groups) {
      for (const { name, target, location } of list) views.push(view("tree", group, name, target, location));
    }
  }
  for (const wheel of inputs.wheels) {
    const member = wheel.entries.find((entry) =>
      /^[^/]+\.dist-info\/entry_points\.txt$/.test(entry.name),
    )?.name;
    const file = memberPath(wheel, member ?? "entry_points.txt");
    for (const [group, list] of wheel.entryPoints?.groups ?? []) {
      for (const entry of list) {
        const excerpt = `${entry.name} = ${entry.raw}`;
        views.push(view("wheel", group, entry.name, entry.raw, { file, line: entry.line, excerpt }));
      }
    }
  }
  return views;
}

/** The scripts that users get: those of the wheels, placed where the tree declares the same; without a wheel the tree's. */
export function shippedScripts(inputs: Pick<RuleInputs, "tree" | "wheels">): readonly ScriptView[] {
  const views = scriptViews(inputs);
  const declared = views.filter(({ origin }) => origin === "tree");
  if (inputs.wheels.length === 0) return declared;
  return views.flatMap((script) => {
    if (script.origin === "tree") return [];
    const source = declared.find(
      ({ group, name, module, attribute }) =>
        group === script.group &&
        name === script.name &&
        module === script.module &&
        attribute === script.attribute,
    );
    return [source === undefined ? script : { ...script, location: source.location }];
  });
}

function view(
  origin: "tree" | "wheel",
  group: string,
  name: string,
  target: string,
  location: Location,
): ScriptView {
  const bare = target.replace(/\s*\[[^\]]*\]\s*$/, "").trim();
  const colon = bare.indexOf(":");
  return {
    origin,
    group,
    name,
    target,
    module: (colon === -1 ? bare : bare.slice(0, colon)).trim(),
    attribute: colon === -1 ? null : bare.slice(colon + 1).trim(),
    location,
    isProgram: isScriptGroup(group),
  };
}

/** Whether one declaration, written as entry_points.txt would have it, has a defect of the given kind. */
export function hasEntryPointProblem(script: ScriptView, code: string): boolean {
  const text = `[${script.group}]\n${script.name} = ${script.target}\n`;
  return parseEntryPoints(text).problems.some((problem) => problem.code === code);
}
