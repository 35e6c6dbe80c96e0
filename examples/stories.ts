import { labos } from "./labos/story.ts";
import { lmstxt } from "./lmstxt/story.ts";
import { modelforge } from "./modelforge/story.ts";
import { pyforge } from "./pyforge/story.ts";
import type { Story } from "./story.ts";
import { zen } from "./zen/story.ts";

/** Every example, in the order of the seeds. */
export const stories: readonly Story[] = [modelforge, pyforge, lmstxt, zen, labos];
