import { releasedVersions } from "../../index-client/gather-index-facts.ts";
import { normalizeName } from "../../version/names.ts";
import { ok, unknown, wrong } from "../line.ts";
import { defineProbe, type DoctorContext, type Probe } from "../probe.ts";

const SAID = { id: "name", title: "project name" };

/** Whether the project's name is free, ours, or somebody else's. */
export const name: Probe = defineProbe({
  id: "name",
  title: "project name",
  run: (context) => Promise.resolve([line(context)]),
});

function line({ project, facts, offline, tree }: DoctorContext): ReturnType<typeof ok> {
  if (project === "")
    return unknown(SAID, "the project states no name", "set project.name in pyproject.toml");
  if (facts === null) return unknown(SAID, offline ? "not queried: --offline" : "the index did not answer");
  const found = facts.projects.get(normalizeName(project));
  if (found === undefined) return unknown(SAID, "the index was not queried");
  if (found === null) {
    const [alike] = facts.lookalikes.get(normalizeName(project)) ?? [];
    return alike === undefined
      ? ok(
          SAID,
          `${project} is free: the first upload, or the first exchange of a pending publisher, registers it`,
        )
      : wrong(
          SAID,
          `${project} is free but too similar to ${alike}: the index rejects it`,
          "choose another name",
        );
  }
  if (found.status === "quarantined" || found.status === "archived")
    return wrong(
      SAID,
      `${project} is ${found.status}: it does not accept uploads`,
      "change its status on the index",
    );
  const versions = releasedVersions(facts, project) ?? [];
  const tags = new Set((tree.git?.tags ?? []).map((tag) => tag.name.replace(/^\D*(?=\d)/, "")));
  const ours = versions.find((version) => tags.has(version));
  if (ours !== undefined) return ok(SAID, `${project} is ours: ${ours} is on the index, and tagged here`);
  return unknown(
    SAID,
    `${project} is on the index (${versions.length} versions), but none of them is tagged here: the project may belong to somebody else`,
    "check on the project's page who owns it",
  );
}
