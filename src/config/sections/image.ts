import * as v from "valibot";
import { IMAGE_TEMPLATES } from "../channel-ids.ts";
import { oneOf, text } from "./value-schemas.ts";

/** Settings of the container image. */
export interface ImageConfig {
  readonly base: string;
  readonly template: (typeof IMAGE_TEMPLATES)[number];
  readonly script?: string | undefined;
  readonly app?: string | undefined;
  readonly health?: string | undefined;
}

/** [tool.shipwheel.image]. */
export const imageSection: v.GenericSchema<unknown, ImageConfig> = v.strictObject({
  base: v.optional(
    v.pipe(
      text,
      v.regex(
        /^[\w./:-]+:3\.\d+[\w.-]*(?:@sha256:[0-9a-f]{64})?$/,
        "must be an image whose tag begins with the version of Python: python:3.13-slim@sha256:...",
      ),
      v.description("Base image, its tag beginning with the version of Python, with its digest."),
    ),
    "python:3.13-slim",
  ),
  template: v.optional(
    v.pipe(
      oneOf(IMAGE_TEMPLATES),
      v.description("What the container does: run a script, a job, a web server, or Streamlit."),
    ),
    "script",
  ),
  script: v.optional(v.pipe(text, v.description("The script that is started (default: the first one)."))),
  app: v.optional(
    v.pipe(
      text,
      v.description("For web the object `package.module:app`, for streamlit the file `package/app.py`."),
    ),
  ),
  health: v.optional(
    v.pipe(
      text,
      v.regex(/^\/[\w./-]*$/, "must be a path such as /health"),
      v.description("Path that a web server answers when it is ready."),
    ),
  ),
});
