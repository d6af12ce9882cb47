// RFC 8785 canonical JSON: sorted keys, no white space. The digest of a policy is taken over this.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

// ECMAScript's own writing of strings and numbers, and its order of strings, are the standard's.
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
