// Signs receipts as the receiver does, by the machine's own Ed25519.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { canonical, type Json } from '../../web/plugins/canonical.ts';
import type { Receipt } from '../../web/widget/types.ts';

export type Signed = Receipt & { signature: { key: string; ed25519: string } };

export class Signer {
  private readonly pair = generateKeyPairSync('ed25519');
  private readonly publicKey: Buffer;
  private readonly id: string;

  constructor() {
    const { x = '' } = this.pair.publicKey.export({ format: 'jwk' });
    this.publicKey = Buffer.from(x, 'base64url');
    this.id = createHash('sha256').update(this.publicKey).digest('hex').slice(0, 16);
  }

  /** What the receiver serves at /v1/keys. */
  keys(): string {
    const key = { id: this.id, ed25519: this.publicKey.toString('hex') };
    return canonical({ format: 'precall.keys/1', keys: [key] });
  }

  sign(receipt: Receipt): Signed {
    const bare = JSON.parse(JSON.stringify({ ...receipt, signature: undefined })) as Json;
    const ed25519 = sign(null, Buffer.from(canonical(bare)), this.pair.privateKey).toString('hex');
    return { ...receipt, signature: { key: this.id, ed25519 } };
  }
}
