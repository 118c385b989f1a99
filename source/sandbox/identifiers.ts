import { createHash } from 'node:crypto';
import type { Identifiers } from './world.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Ids that look like AWS's own and come in the same order for the same seed. */
export function createIdentifiers(seed: string): Identifiers {
  let counter = 0;

  /** As many bytes as asked for, new ones every time. */
  function bytes(length: number): Buffer {
    const parts: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      counter += 1;
      parts.push(createHash('sha256').update(`${seed}:${counter}`).digest());
    }
    return Buffer.concat(parts).subarray(0, length);
  }

  function hex(length: number): string {
    return bytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length);
  }

  function letters(length: number): string {
    return [...bytes(length)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
  }

  function uuid(): string {
    const digits = hex(32);
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `a${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join('-');
  }

  function fraction(): number {
    return bytes(4).readUInt32BE() / 2 ** 32;
  }

  return { hex, letters, uuid, fraction };
}
