import type { Fix } from "../../findings/finding.ts";
import { child } from "../formats/yaml-file.ts";
import { addEntry, removeEntry, removeInput, workflowFix } from "./edits.ts";
import { grantIdentity } from "./grant-identity.ts";
import { input } from "./model.ts";
import { environmentOf, type Publishing } from "./publishing.ts";
import { isWithin, uploadAsAction, type Rewrite } from "./upload-as-action.ts";

/**
 * The whole rewrite of an upload by a stored token to trusted publishing: the token goes, PyPA's action takes the place
 * of a command that uploads a folder, the job gets the permission and an environment. The reason where a part of it is
 * not plain.
 */
export function trustedRewrite(each: Publishing, action: string | null): Fix | string {
  const { workflow, job, tool } = each;
  const { file } = workflow;
  const { file: place } = file.locate(each.step.place);
  if (place !== file.path) return `the upload is in ${place}: publish in the workflow itself first`;
  if (job.node.flow || each.step.node.flow) return "the job is written in braces: write it in lines first";
  const upload =
    tool === "gh-action-pypi-publish"
      ? withoutPassword(each)
      : tool === "uv" || tool === "pdm"
        ? withoutVariable(each)
        : uploadAsAction(each, action);
  if (typeof upload === "string") return upload;
  const grant = grantIdentity(workflow, job);
  if (grant === null)
    return `the job ${job.id} may use permissions that it does not state: give it permissions with id-token: write first`;
  const environment =
    environmentOf(job) === null && child(job.node, "environment") === null
      ? [`environment: ${each.index === "testpypi" ? "testpypi" : "pypi"}`]
      : [];
  const lines = [...environment, ...grant.lines];
  const after = ["runs-on", "needs"].find((key) => job.node.entries.has(key));
  const added = lines.length === 0 ? [] : [addEntry(file, job.node, lines.join("\n"), after)];
  const changes = [...upload, ...added.filter((change) => change !== null), ...grant.changes];
  return workflowFix(`publish from ${job.id} by trusted publishing`, "review", file, ...changes);
}

function withoutPassword({ workflow: { file }, step }: Publishing): Rewrite {
  const inputs = child(step.node, "with");
  if (inputs?.kind !== "map" || inputs.flow) return "with: is written in braces: write it in lines first";
  const rest = [...inputs.entries.keys()].filter((name) => name !== "user" && name !== "password");
  const changes =
    rest.length === 0
      ? [removeEntry(file, step.node, "with")]
      : ["user", "password"]
          .filter((name) => input(step, name) !== null)
          .map((name) => removeInput(file, step, name));
  return changes.every((change) => change !== null)
    ? changes
    : "the password shares its line with another key";
}

function withoutVariable({ workflow: { file }, step, tool, credential }: Publishing): Rewrite {
  const env = child(step.node, "env");
  const isOwn = env !== null && credential !== null && isWithin(credential, env);
  if (!isOwn) return `remove the token of ${tool} by hand: it is not in the env of the step`;
  if (env.kind !== "map" || env.flow || env.entries.size !== 1)
    return `remove the token of ${tool} by hand: the env of the step has other variables`;
  const change = removeEntry(file, step.node, "env");
  return change === null ? `remove the token of ${tool} by hand` : [change];
}
