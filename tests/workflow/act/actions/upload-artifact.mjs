// Stands in for actions/upload-artifact: the same inputs, outputs and results, on the library that the original uses.
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { DefaultArtifactClient } from "@actions/artifact";
import * as core from "@actions/core";

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => (name.startsWith(".") ? [] : filesBelow(join(path, name))));
}

try {
  const name = core.getInput("name") || "artifact";
  const root = resolve(core.getInput("path", { required: true }));
  let files = [];
  try {
    files = filesBelow(root);
  } catch {
    files = [];
  }
  const missing = `No files were found with the provided path: ${core.getInput("path")}. No artifacts will be uploaded.`;
  if (files.length === 0) {
    if (core.getInput("if-no-files-found") === "error") core.setFailed(missing);
    else core.warning(missing);
  } else {
    const client = new DefaultArtifactClient();
    if (core.getInput("overwrite") === "true") await client.deleteArtifact(name).catch(() => undefined);
    const { id, digest } = await client.uploadArtifact(name, files, root, {
      retentionDays: Number(core.getInput("retention-days") || 0),
    });
    core.setOutput("artifact-id", id);
    core.setOutput("artifact-digest", digest);
  }
} catch (error) {
  core.setFailed(error.message);
}
