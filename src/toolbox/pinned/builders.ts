/** `uv`: our own frontend, with uv as the installer; `build`: pypa/build, as the reference. */
export type BuilderId = "uv" | "build";

/** The first one is the default. */
export const BUILDER_IDS: readonly [BuilderId, ...BuilderId[]] = ["uv", "build"];
