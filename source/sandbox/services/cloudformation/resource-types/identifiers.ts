import type { Place } from './resource-type.ts';

/** Digits, as in `…elb.amazonaws.com` names. */
export function digits(place: Place, length: number): string {
  return Array.from({ length }, () => Math.floor(place.world.identifiers.fraction() * 10)).join('');
}

/** `sg-0123456789abcdef0` */
export function prefixedId(place: Place, prefix: string): string {
  return `${prefix}-0${place.world.identifiers.hex(16)}`;
}

/** An address of a documentation network, so that nobody is called by mistake. */
export function documentationAddress(place: Place, network: string): string {
  return `${network}.${1 + Math.floor(place.world.identifiers.fraction() * 254)}`;
}

export function regionalArn(place: Place, service: string, rest: string): string {
  return `arn:aws:${service}:${place.region}:${place.account}:${rest}`;
}
