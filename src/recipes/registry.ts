import type { Channel } from "./channel.ts";
import { conda } from "./channels/conda.ts";
import { debian } from "./channels/debian.ts";
import { homebrew } from "./channels/homebrew.ts";
import { image } from "./channels/image.ts";

/** Every packaging system that recipes are written for, sorted. */
export const CHANNELS: readonly Channel[] = [conda, debian, homebrew, image];
