/** The packaging systems that recipes are written for. */
export const CHANNEL_IDS = ["conda", "debian", "homebrew"] as const;

/** What the container of an image does. */
export const IMAGE_TEMPLATES = ["script", "job", "web", "streamlit"] as const;
