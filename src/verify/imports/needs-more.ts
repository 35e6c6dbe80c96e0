import { isScriptGroup } from "../../distribution/entry-points.ts";
import type { Finding } from "../../findings/finding.ts";
import type { ModuleRecord } from "../driver/records.ts";
import { isExtensionOf } from "../data/plugin-hosts.ts";
import type { Companion } from "./companions.ts";
import { causeOf } from "./import-findings.ts";
import { extraNamed, isDeliberate, type JudgeContext, type JudgedImport } from "./judge-import.ts";
import { IMPORT_FAILS } from "./import-rules.ts";

/** A module that every user meets, and that imports only where more is installed than the release requires. */
export interface NeedsMore {
  readonly name: string;
  /** What it needs, in words. */
  readonly need: string;
  readonly finding: Finding;
}

/** What failed at first, and where it worked. */
interface Tried {
  readonly failures: ReadonlyMap<string, JudgedImport>;
  readonly places: ReadonlyMap<string, Pick<Companion, "extras" | "hosts">>;
}

/**
 * The modules that users meet and that fail as the release is installed without an extra. A note where the project says
 * so itself: in the error, or by being an extension of what it lacks; a warning where users are left to guess.
 */
export function needsMore(tried: Tried, context: JudgeContext): readonly NeedsMore[] {
  return [...tried.failures].flatMap(([name, { record, judgement }]): readonly NeedsMore[] => {
    const place = tried.places.get(name);
    if (place === undefined || !context.met.has(name)) return [];
    const only = place.hosts.length === 0 && place.extras.length === 1 ? (place.extras[0] ?? null) : null;
    const extra = judgement.kind === "extra" ? judgement.extra : only;
    const need = needOf(extra, place);
    return [{ name, need, finding: finding(name, need, extra, record, context) }];
  });
}

function needOf(extra: string | null, { extras, hosts }: Pick<Companion, "extras" | "hosts">): string {
  if (extra !== null) return `the extra [${extra}]`;
  const named = extras.map((each) => `[${each}]`).join(", ");
  const own =
    extras.length === 0 ? [] : [extras.length === 1 ? `the extra ${named}` : `one of the extras ${named}`];
  return [...own, ...(hosts.length === 0 ? [] : [`its host (${hosts.join(", ")})`])].join(" or ");
}

function finding(
  name: string,
  need: string,
  extra: string | null,
  record: ModuleRecord,
  context: JudgeContext,
): Finding {
  const { project } = context;
  const cause = causeOf(record);
  const { error } = record;
  const isStated =
    (error !== undefined && (isDeliberate(error) || extraNamed(error, project) !== null)) ||
    isExtensionOf(cause.missingModule, project);
  const script = project.entryPoints.find(
    ({ group, module, extras }) => isScriptGroup(group) && module === name && extras.length === 0,
  );
  const who = script === undefined ? `import ${name}` : `the script ${script.name} (${name})`;
  return IMPORT_FAILS.finding({
    severity: isStated ? "info" : "warning",
    subject: name,
    message: `${who} needs ${need}: ${cause.headline}`,
    why: `pip install ${project.name} does not install it`,
    help:
      extra === null
        ? "add what it needs to project.dependencies, or raise an ImportError that says what to install"
        : `move what [${extra}] installs to project.dependencies, or raise an ImportError that says: pip install "${project.name}[${extra}]"`,
    details: { modules: [name], traceback: error?.trace ?? null },
    ...(cause.symptom === null ? {} : { symptom: cause.symptom }),
  });
}
