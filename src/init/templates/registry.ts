import type { Template, TemplateName } from "../answers.ts";
import { app } from "./app.ts";
import { cli } from "./cli.ts";
import { extension } from "./extension.ts";
import { library } from "./library.ts";
import { monorepo } from "./monorepo.ts";

/** Every kind of project: one file each. */
export const TEMPLATE_FILES: Readonly<Record<TemplateName, Template>> = {
  library,
  cli,
  extension,
  monorepo,
  app,
};
