// Text as HTML shows it, between tags and in quoted attributes.

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string) => text.replace(/[&<>"]/g, (each) => ESCAPES[each] ?? each);
