/** The files that a backend will put below site-packages: installed path by path in the tree. */
export type PredictedWheel = ReadonlyMap<string, string>;
