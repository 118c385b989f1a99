/** The part of dns-packet that is used here; the package ships no types. */
declare module 'dns-packet' {
  export interface Question {
    readonly name: string;
    readonly type: string;
  }

  export interface Answer {
    readonly name: string;
    readonly type: string;
    readonly ttl: number;
    readonly data: unknown;
  }

  export interface Packet {
    readonly id?: number;
    readonly type?: 'query' | 'response';
    readonly flags?: number;
    readonly questions?: readonly Question[];
    readonly answers?: readonly Answer[];
    readonly authorities?: readonly Answer[];
  }

  export const AUTHORITATIVE_ANSWER: number;
  export const RECURSION_DESIRED: number;
  export const RECURSION_AVAILABLE: number;
  export function encode(packet: Packet): Buffer;
  export function decode(data: Buffer): Packet;
  export function streamEncode(packet: Packet): Buffer;
  export function streamDecode(data: Buffer): Packet | null;
}
