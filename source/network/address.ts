import { UserError } from '../errors.ts';

export interface Address {
  /** A name or an IP address, an IPv6 one without brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `HOST` or `HOST:PORT`; an IPv6 address with a port stands in brackets.
 * @throws UserError `address-malformed`
 */
export function parseAddress(text: string, defaultPort: number): Address {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:/[\]]+))(?::(\d{1,5}))?$/i.exec(text);
  const host = match?.[1] ?? match?.[2] ?? (/^[0-9a-f:]+:[0-9a-f:.]*$/i.test(text) ? text : undefined);
  const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new UserError({
      code: 'address-malformed',
      message: `"${text}" is not an address: a name or an IP address is expected, with or without a port.`,
      next: ['For example: 127.0.0.1:5353, [::1]:5353, 1.1.1.1'],
    });
  }
  return { host, port };
}
