import { isIP } from 'node:net';

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** As loosely as Copilot does it (the Go SDK's `arn.Parse`): six parts, the first of them `arn`. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...resource] = text.split(':');
  if (prefix !== 'arn' || partition === undefined || service === undefined || region === undefined)
    return undefined;
  if (account === undefined || resource.length === 0) return undefined;
  return { partition, service, region, account, resource: resource.join(':') };
}

/** An address and a mask: `192.0.2.0/24`, `2001:db8::/32` (Go's `net.ParseCIDR`). */
export function isCidr(text: string): boolean {
  const [address = '', mask = '', ...more] = text.split('/');
  // An address with a zone (`fe80::1%eth0`) is none to Go.
  const family = address.includes('%') ? 0 : isIP(address);
  return (
    more.length === 0 && /^\d{1,3}$/.test(mask) && Number(mask) <= (family === 4 ? 32 : 128) && family !== 0
  );
}

/** Is it an address or a range of IPv6? */
export function isIpv6(text: string): boolean {
  return isIP(text.split('/')[0] ?? '') === 6;
}
