// The code of a receipt, computed here a second time from its definition: the first 50 bits of
// SHA-256(id) in Crockford's base 32, grouped 4-4-2.
import { createHash } from 'node:crypto';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function receiptCode(id: string): string {
  const bits = createHash('sha256').update(id).digest().readBigUInt64BE() >> 14n;
  const code = Array.from({ length: 10 }, (_, place) =>
    DIGITS.charAt(Number((bits >> BigInt(45 - 5 * place)) & 31n)),
  ).join('');
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}
