import packageJson from "../../package.json" with { type: "json" };

/** shipwheel's own version. */
export const SHIPWHEEL_VERSION: string = packageJson.version;
