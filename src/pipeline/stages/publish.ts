import { defineStage, type Stage } from "../stage.ts";

/** TEMPORARY until the publish room lands. */
export const publish: Stage = defineStage({
  id: "publish",
  title: "upload to the rehearsal index",
  phase: "publish",
  needs: ["distributions", "index"],
  gives: ["publication"],
  async run({ distributions, index }) {
    for (const each of distributions) await index.shelve(each.path);
    return { values: { publication: { files: [] } as never } };
  },
});
