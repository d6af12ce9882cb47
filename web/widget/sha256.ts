// The library's SHA-256, in a part of its own: most of the library is never asked for.
export { sha256 } from '@noble/hashes/sha2.js';
export { bytesToHex } from '@noble/hashes/utils.js';
