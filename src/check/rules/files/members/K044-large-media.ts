import { installedFiles } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K044: the wheel contains a notebook, data set or media file of more than 1 MB. */
export const largeMedia: Rule = defineRule({
  code: "K044",
  slug: "large-media",
  title: "the wheel contains a notebook, data set or media file of more than 1 MB",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "The wheel contains large files that people or training need, but the program does not.",
    why: "Every user downloads them with every installation.",
    fix: "keep them in the repository or download them on demand",
    bad: "good_pkg/demo.ipynb of 3 MB",
    good: "the notebook in docs/ of the repository",
    peers: ["pydistcheck"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const found = installedFiles(wheel).filter((file) => file.size > LARGE && MEDIA.test(file.path));
      const [first] = found.toSorted((a, b) => b.size - a.size);
      if (first === undefined) continue;
      const sum = found.reduce((total, file) => total + file.size, 0);
      const more = found.length === 1 ? "" : ` and ${found.length - 1} more files like it`;
      yield {
        message: `${wheel.fileName} contains ${first.path}${more}: ${(sum / 1e6).toFixed(1)} MB`,
        location: { file: memberPath(wheel, first.member) },
        subject: wheel.fileName,
      };
    }
  },
});

const LARGE = 1e6;

const MEDIA =
  /\.(ipynb|csv|tsv|parquet|feather|arrow|h5|hdf5|npy|npz|mat|pkl|pickle|mp4|mov|avi|webm|mkv|mp3|wav|flac|ogg|gif|psd|tiff?|bmp|pdf|pptx?|docx?|xlsx?|zip|tar|gz|7z)$/i;
