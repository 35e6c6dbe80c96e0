import { startIndex } from "../../index-server/start-index.ts";
import { ENDPOINTS } from "../../publish/endpoints.ts";
import { outerIndexes } from "../outer-indexes.ts";
import { defineStage, type Stage } from "../stage.ts";
import { workflowIdentity } from "../workflow-identity.ts";

/** Starts the embedded index: plain and TLS, with the identity issuer and the project's publisher. */
export const startRehearsalIndex: Stage = defineStage({
  id: "index",
  title: "start the rehearsal index",
  phase: "publish",
  needs: ["tree", "config", "indexes", "renderer"],
  gives: ["index"],
  async run({ tree, config, indexes, renderer }, { ports, closeLater }) {
    const name = tree.project.name?.value;
    const twinOf = config.target === "testpypi" ? "testpypi" : "pypi";
    const index = await startIndex(
      {
        directory: await ports.files.temporaryDirectory("index"),
        tls: true,
        renderer,
        outer: outerIndexes(indexes),
        names: name === undefined ? [] : [name],
        workflow: workflowIdentity(tree),
        // The links in refusals lead where PyPI's own do.
        site: ENDPOINTS[twinOf].site,
        docs: ENDPOINTS[twinOf].docs,
        settings: { audience: twinOf },
      },
      ports,
    );
    closeLater(index);
    return { values: { index }, detail: index.httpOrigin };
  },
});
