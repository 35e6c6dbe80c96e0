// Stands in for actions/download-artifact: the same inputs and results, on the library that the original uses.
import { matchesGlob, join, resolve } from "node:path";
import { DefaultArtifactClient } from "@actions/artifact";
import * as core from "@actions/core";

try {
  const client = new DefaultArtifactClient();
  const path = resolve(core.getInput("path") || ".");
  const [name, pattern] = [core.getInput("name"), core.getInput("pattern")];
  const ids = core
    .getInput("artifact-ids")
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  const { artifacts } = await client.listArtifacts({ latest: true });
  const found = artifacts.filter((each) =>
    ids.length > 0
      ? ids.includes(String(each.id))
      : name !== ""
        ? each.name === name
        : pattern === "" || matchesGlob(each.name, pattern),
  );
  if (ids.length > 0 && found.length === 0) throw new Error("None of the provided artifact IDs were found");
  if (name !== "" && found.length === 0) throw new Error(`Artifact not found for name: ${name}`);
  const isFlat =
    name !== "" || core.getInput("merge-multiple") === "true" || (ids.length === 1 && found.length === 1);
  for (const each of found) {
    const done = await client.downloadArtifact(each.id, {
      path: isFlat ? path : join(path, each.name),
      expectedHash: each.digest,
    });
    if (done.digestMismatch === true) {
      const text = `Digest validation failed for artifact ${each.name}`;
      if ((core.getInput("digest-mismatch") || "error") === "error") throw new Error(text);
      core.warning(text);
    }
  }
  core.info(`Total of ${found.length} artifact(s) downloaded`);
  core.setOutput("download-path", path);
} catch (error) {
  core.setFailed(error.message);
}
