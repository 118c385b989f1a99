import { type JsonInput, jsonNumber, jsonObject, jsonText, jsonTexts } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Certificate, Region, World } from '../../world.ts';
import { notOneOf, outOfRange, requireValid, wrongMember } from './constraints.ts';
import { keyAlgorithms } from './key-algorithms.ts';
import { pageFrom } from './page.ts';
import { exportOption, extendedKeyUsages, keyUsages, summarize } from './summary.ts';

/** What ACM lists when the caller names no key types; certificates with other keys stay unseen. */
const defaultKeyTypes: readonly string[] = ['RSA_1024', 'RSA_2048'];
const defaultPageSize = 100;
const largestPageSize = 1_000;
const statuses = [
  'PENDING_VALIDATION',
  'ISSUED',
  'INACTIVE',
  'EXPIRED',
  'VALIDATION_TIMED_OUT',
  'REVOKED',
  'FAILED',
];

/** Throws `ValidationException`. */
export function listCertificates(world: World, region: Region, input: JsonInput) {
  const size = jsonNumber(input, 'MaxItems');
  const wanted = jsonTexts(input, 'CertificateStatuses') ?? [];
  const includes = jsonObject(input, 'Includes') ?? {};
  requireValid(
    outOfRange('maxItems', size, 1, largestPageSize),
    notInSet('certificateStatuses', wanted, statuses),
    notInSet('includes.keyTypes', jsonTexts(includes, 'keyTypes'), keyAlgorithms),
    notOneOf('includes.exportOption', jsonText(includes, 'exportOption'), ['ENABLED', 'DISABLED']),
    notOneOf('includes.managedBy', jsonText(includes, 'managedBy'), ['CLOUDFRONT']),
    notOneOf('sortBy', jsonText(input, 'SortBy'), ['CREATED_AT']),
    notOneOf('sortOrder', jsonText(input, 'SortOrder'), ['ASCENDING', 'DESCENDING']),
  );
  const listed = [...region.certificates.values()]
    .filter(({ status }) => wanted.length === 0 || wanted.includes(status))
    .filter((certificate) => isIncluded(certificate, includes));
  const page = pageFrom(sorted(listed, input), input, size ?? defaultPageSize);
  return {
    CertificateSummaryList: page.items.map((certificate) => summarize(world, region, certificate)),
    NextToken: page.next,
  };
}

function notInSet(path: string, values: readonly string[] | undefined, allowed: readonly string[]) {
  const rule = `Member must satisfy enum value set: [${allowed.join(', ')}]`;
  return wrongMember(path, values, (value) => allowed.includes(value), rule);
}

function isIncluded(certificate: Certificate, includes: JsonInput): boolean {
  const any = (name: string, values: readonly string[]) => {
    const wanted = jsonTexts(includes, name) ?? [];
    return wanted.length === 0 || values.some((value) => wanted.includes(value));
  };
  const keyTypes = jsonTexts(includes, 'keyTypes') ?? defaultKeyTypes;
  const wantedOption = jsonText(includes, 'exportOption');
  return (
    keyTypes.includes(certificate.keyAlgorithm) &&
    any('keyUsage', keyUsages(certificate)) &&
    any('extendedKeyUsage', extendedKeyUsages(certificate)) &&
    (wantedOption === undefined || wantedOption === exportOption(certificate)) &&
    // None of the sandbox's certificates is managed by another service.
    jsonText(includes, 'managedBy') === undefined
  );
}

/** The only order that ACM offers is by creation. Throws `ValidationException`. */
function sorted(listed: readonly Certificate[], input: JsonInput): readonly Certificate[] {
  const [by, order] = [jsonText(input, 'SortBy'), jsonText(input, 'SortOrder')];
  if ((by === undefined) !== (order === undefined)) {
    throw new Fault('ValidationException', 'SortBy and SortOrder must be specified together.');
  }
  if (by === undefined) return listed;
  const ascending = listed.toSorted((left, right) => left.created.getTime() - right.created.getTime());
  return order === 'DESCENDING' ? ascending.reverse() : ascending;
}
