import { join } from "node:path";
import { findForge } from "../../forge/choose-forge.ts";
import { github } from "../../forge/github.ts";
import { startGitHubServer } from "../../forge/server/github-server.ts";
import { Secret } from "../../ports/secret.ts";
import { openJournal } from "../../engine/journal/journal.ts";
import { openAssets } from "../../announce/assets.ts";
import { runSteps } from "../../engine/steps/run-steps.ts";
import { announce, attachFiles, draft } from "../../announce/forge-steps.ts";
import { executableSteps } from "../../engine/steps/step.ts";
import { asObserved } from "../../findings/finding.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import { projectTags } from "../../versioning/tags/project-tags.ts";

/** The pretended forge holds what it is given in memory: larger files are left out. Bytes. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Makes the forge's release on a GitHub inside this program: a draft, every file and attestation attached with
 * `SHA256SUMS`, then published, by the very steps of a real release. Nothing is done for a project without a forge.
 */
export const rehearseForge: Stage = defineStage({
  id: "forge",
  title: "rehearse the GitHub or GitLab release",
  phase: "publish",
  needs: ["config", "tree", "distributions", "attestations", "publication"],
  gives: ["announced"],
  async run({ config, tree, distributions, attestations }, { ports, closeLater }) {
    const forge = findForge({
      forge: config.release.forge,
      repository: config.release.repository ?? null,
      remote: tree.git?.remoteUrl ?? null,
      variables: {},
    });
    const metadata = distributions.find((each) => each.metadata !== null)?.metadata;
    if (forge === null || metadata == null)
      return { values: { announced: null }, idle: "no repository host configured" };
    const repository = forge.place.path;
    const token = Buffer.from(ports.random.bytes(24)).toString("hex");
    const server = await startGitHubServer({ repository, token }, ports);
    closeLater(server);
    const directory = await ports.files.temporaryDirectory("forge");
    const journal = await openJournal(join(directory, "journal.jsonl"), ports);
    const small = distributions.filter((each) => each.size <= MOST_BYTES);
    const assets = await openAssets(small, { directory, journal }, null, ports);
    for (const { fileName, attestation } of attestations) {
      const content = JSON.stringify(attestation);
      await assets.add({ name: fileName, content, contentType: "application/json" });
    }
    const { name, version } = metadata;
    const text = {
      tag: (await projectTags(tree, config, ports)).template.format(name, version),
      commit: tree.git?.head ?? "",
      name: `${name} ${version}`,
      notes: "",
      prerelease: false,
      latest: true,
    };
    const address = { api: server.api, uploads: server.api };
    const pretended = github(repository, new Secret(token), address, ports);
    const steps = executableSteps(
      [draft, attachFiles, announce],
      { tag: { name: text.tag }, host: pretended },
      { text, assets, forge: pretended },
      ports,
    );
    // Its steps are one stage here: they are not told one by one.
    const ended = await runSteps(steps, journal, { ...ports, events: () => undefined });
    if (ended.fault !== null) throw ended.fault;
    const count = server.releases[0]?.assets.length ?? 0;
    const kept = distributions.length - small.length;
    const left = kept === 0 ? "" : `, ${kept} left out for their size`;
    return {
      values: { announced: { repository, assets: count } },
      findings: asObserved(ended.findings),
      detail: `draft, ${count} files, published as ${repository}${left}`,
    };
  },
});
