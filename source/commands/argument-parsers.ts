import { InvalidArgumentError } from 'commander';
import { normalName } from '../cdn/host-name.ts';

/** What values of flags look like. Each throws Commander's own error, which ends with exit code 2. */

export function keyAndValue(text: string): readonly [string, string] {
  const [, key, value] = /^([A-Za-z0-9]+)=(.*)$/s.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return [key, value];
  throw new InvalidArgumentError('It reads KEY=VALUE: AppDNSName=example.com.');
}

type CodePlace = readonly [string, { readonly bucket: string; readonly key: string }];

const functions = ['UniqueJSONValuesFunction', 'CertificateReplicatorFunction'];

export function codePlaces(text: string, before: readonly CodePlace[] = []): readonly CodePlace[] {
  const [, name = '', bucket, key] = /^(\w+)=(?:s3:\/\/)?([a-z0-9][a-z0-9.-]+)\/(.+)$/.exec(text) ?? [];
  if (functions.includes(name) && bucket !== undefined && key !== undefined)
    return [...before, [name, { bucket, key }]];
  throw new InvalidArgumentError(`It reads NAME=BUCKET/KEY, and NAME is ${functions.join(' or ')}.`);
}

export function prefixList(text: string): string {
  if (/^pl-[0-9a-f]+$/.test(text)) return text;
  throw new InvalidArgumentError('It is the id of a prefix list: pl-82a045eb.');
}

export function hostNames(text: string, before: readonly string[] = []): readonly string[] {
  if (/^(?:\*\.)?(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]*[a-z0-9]$/i.test(text)) return [...before, text];
  throw new InvalidArgumentError('It is a host name: www.example.com, or *.example.com.');
}

/** The same for names that are only compared: those of other alphabets as people write them, too. */
export function siteNames(text: string, before: readonly string[] = []): readonly string[] {
  hostNames(normalName(text));
  return [...before, text];
}

export function several(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

export function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 65_535) return value;
  throw new InvalidArgumentError('It must be a whole number from 1 to 65535.');
}

export function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

export function notNegative(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && Number.isFinite(value)))
    throw new InvalidArgumentError('It must be a number of 0 or more.');
  return value;
}

export function rate(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return value;
}

export function failure(text: string): string {
  if (!/^[A-Za-z0-9]+=./.test(text)) {
    throw new InvalidArgumentError(
      'It reads LOGICAL_ID=REASON: CloudFrontDistribution="CNAMEAlreadyExists".',
    );
  }
  return text;
}
