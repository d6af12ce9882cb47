// Hands a file over to the visitor.

export interface SavedFile {
  name: string;
  type: string;
  text: string;
}

const URL_LIFE_MS = 60_000;

/** By a link as a person would follow it; the browser asks where to put it, or does not. */
export function download({ name, type, text }: SavedFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, URL_LIFE_MS);
}
