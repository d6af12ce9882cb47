// Ed25519 (RFC 8032) as the verify module asks its host for it: whether a message was signed by the owner
// of a public key. Whose library answers is up to the host.
import type { More } from '../widget/module.ts';

const SIGNATURE_BYTES = 64;
const KEY_BYTES = 32;

export type IsSigned = (signature: Uint8Array, message: Uint8Array, key: Uint8Array) => boolean;

export const signedBy =
  (isSigned: IsSigned): More =>
  (bytes) => ({
    host_ed25519: (message: number, length: number, signature: number, key: number) =>
      Number(
        isSigned(bytes(signature, SIGNATURE_BYTES), bytes(message, length), bytes(key, KEY_BYTES)),
      ),
  });
