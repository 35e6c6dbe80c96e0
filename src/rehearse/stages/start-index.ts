import type { IndexFacts } from "../../index-client/index-facts.ts";
import { isOldStdlibProject } from "../../distribution/stdlib-names.ts";
import type { IndexSettings } from "../../index-server/settings.ts";
import { startIndex } from "../../index-server/start-index.ts";
import { ENDPOINTS } from "../../index-client/endpoints.ts";
import { TARGETS } from "../../index-client/targets.ts";
import { normalizeName } from "../../version/names.ts";
import { outerIndexes } from "../../index-client/upstream-indexes.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import { identityClaimsOf } from "../../trust/identity-claims.ts";

/** What the index knows of the project's name: a project that is on PyPI keeps it, a new one may have none like another's. */
function namesOf(
  name: string,
  said: boolean | undefined,
  facts: IndexFacts | null,
): Pick<IndexSettings, "existingNames" | "takenNames"> {
  const found = facts?.projects.get(normalizeName(name));
  const exists = said ?? (found === undefined ? isOldStdlibProject(name) : found !== null);
  const lookalikes = facts?.lookalikes.get(normalizeName(name)) ?? [];
  return exists ? { existingNames: [name], takenNames: [] } : { existingNames: [], takenNames: lookalikes };
}

/** Starts the embedded index: plain and TLS, with the identity issuer and the project's publisher. */
export const startRehearsalIndex: Stage = defineStage({
  id: "index",
  title: "start the rehearsal index",
  phase: "publish",
  needs: ["request", "tree", "config", "indexes", "renderer", "identity"],
  wants: ["indexFacts"],
  gives: ["index"],
  async run({ request, tree, config, indexes, renderer, identity, indexFacts }, { ports, closeLater }) {
    const name = tree.project.name?.value;
    const said = request.existing ?? config.publish.existing;
    const { audience, endpoints } = TARGETS[config.target];
    const index = await startIndex(
      {
        directory: await ports.files.temporaryDirectory("index"),
        tls: true,
        renderer,
        outer: outerIndexes(indexes),
        names: name === undefined ? [] : [name],
        ...(identity.job === null
          ? {}
          : {
              claims: {
                [identity.job.provider]: identityClaimsOf(
                  identity.job,
                  identity.registered[0] ?? null,
                  tree.git?.head,
                ),
              },
            }),
        // The links in refusals lead where PyPI's own do.
        site: (endpoints ?? ENDPOINTS.pypi).site,
        docs: (endpoints ?? ENDPOINTS.pypi).docs,
        settings: {
          audience,
          localVersions: !TARGETS[config.target].isPyPI,
          ...namesOf(name ?? "", said, indexFacts ?? null),
        },
      },
      ports,
    );
    closeLater(index);
    return { values: { index }, detail: index.httpOrigin };
  },
});
