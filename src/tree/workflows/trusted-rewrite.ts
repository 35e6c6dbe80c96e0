import type { Fix } from "../../findings/finding.ts";
import type { TextChange } from "../../text/file-edit.ts";
import { child, scalarText } from "../yaml-file.ts";
import { commandLines } from "./commands.ts";
import { addEntry, removeInput, workflowFix } from "./edits.ts";
import { input, mayWrite, type Step } from "./model.ts";
import { environmentOf, type Publishing } from "./publishing.ts";

/**
 * The whole rewrite of an upload by a stored token to trusted publishing: the token goes, PyPA's action takes the place
 * of a single command of twine, the job gets the permission and an environment. Null where a part of it is not plain.
 */
export function trustedRewrite(each: Publishing, action: string | null): Fix | null {
  const { workflow, job, tool } = each;
  const { file } = workflow;
  const upload =
    tool === "gh-action-pypi-publish"
      ? withoutPassword(each)
      : tool === "uv" || tool === "pdm"
        ? withoutVariable(each)
        : asAction(each, action);
  if (upload === null) return null;
  const after = ["runs-on", "needs"].find((key) => job.node.entries.has(key));
  const lines: string[] = [];
  if (environmentOf(job) === null && child(job.node, "environment") === null)
    lines.push(`environment: ${each.index === "testpypi" ? "testpypi" : "pypi"}`);
  const own = job.permissions?.node;
  let permission: TextChange | null = null;
  if (!mayWrite(workflow, job, "id-token")) {
    if (own === undefined)
      lines.push(
        "permissions:",
        "  id-token: write # trusted publishing",
        ...(hasCheckout(each) ? ["  contents: read"] : []),
      );
    else if (own.kind === "map" && own.entries.size > 0)
      permission = addEntry(file, own, "id-token: write # trusted publishing");
    else return null;
  }
  const added = lines.length === 0 ? null : addEntry(file, job.node, lines.join("\n"), after);
  if (lines.length > 0 && added === null) return null;
  const changes = [...upload, ...[added, permission].flatMap((change) => change ?? [])];
  return workflowFix(`publish from ${job.id} by trusted publishing`, "review", file, ...changes);
}

/** Permissions that a job states take the default ones away. */
function hasCheckout({ job }: Publishing): boolean {
  return job.steps.some(({ action }) => action === "actions/checkout");
}

function withoutPassword({ workflow: { file }, step }: Publishing): readonly TextChange[] | null {
  const inputs = child(step.node, "with");
  if (inputs?.kind !== "map" || inputs.flow) return null;
  const rest = [...inputs.entries.keys()].filter((name) => name !== "user" && name !== "password");
  if (rest.length === 0 || input(step, "user") === null) {
    const change = rest.length === 0 ? removeWhole(file, step, "with") : removeInput(file, step, "password");
    return change === null ? null : [change];
  }
  const changes = ["user", "password"].map((name) => removeInput(file, step, name));
  return changes.every((change) => change !== null) ? changes : null;
}

function withoutVariable({ workflow: { file }, step, credential }: Publishing): readonly TextChange[] | null {
  const env = child(step.node, "env");
  if (env?.kind !== "map" || env.flow || env.entries.size !== 1 || credential === null) return null;
  if (credential.start < env.start || credential.end > env.end) return null;
  const change = removeWhole(file, step, "env");
  return change === null ? null : [change];
}

/** A step of nothing but one `twine upload dist/*`. */
function asAction(
  { workflow: { file }, step, tool, index, command }: Publishing,
  action: string | null,
): readonly TextChange[] | null {
  const run = step.node.entries.get("run");
  if (tool !== "twine" || action === null || run === undefined || step.node.flow) return null;
  if (
    commandLines(step.run ?? "").length !== 1 ||
    !/^(?:python -m )?twine upload\b.*\bdist\/\*\S*$/.test(command)
  )
    return null;
  if (index !== "pypi") return null;
  const changes: TextChange[] = [
    {
      start: run.key.start,
      end: run.key.start + file.text.slice(run.key.start, run.value.end).trimEnd().length,
      text: `uses: ${action}`,
    },
  ];
  const env = child(step.node, "env");
  if (env === null) return changes;
  if (env.kind !== "map" || [...env.entries.keys()].some((name) => !name.startsWith("TWINE_"))) return null;
  if (
    Array.from(env.entries.values(), ({ value }) => scalarText(value) ?? "").some((text) =>
      /https?:/.test(text),
    )
  )
    return null;
  const gone = removeWhole(file, step, "env");
  return gone === null ? null : [...changes, gone];
}

/** Takes an entry with all its lines. */
function removeWhole(file: Publishing["workflow"]["file"], { node }: Step, key: string): TextChange | null {
  const entry = node.entries.get(key);
  if (entry === undefined || node.flow || node.entries.size < 2) return null;
  const start = file.text.lastIndexOf("\n", entry.key.start) + 1;
  if (file.text.slice(start, entry.key.start).trim() !== "") return null;
  const last = entry.key.start + file.text.slice(entry.key.start, entry.value.end).trimEnd().length;
  const end = file.text.indexOf("\n", last);
  return { start, end: end === -1 ? file.text.length : end + 1, text: "" };
}
