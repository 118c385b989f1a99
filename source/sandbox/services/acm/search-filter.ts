import { isObject, type JsonInput, jsonNumber, jsonObject, jsonText } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Certificate } from '../../world.ts';
import { notOneOf, requireValid, wrongLength } from './constraints.ts';
import { type Summary, serialNumber } from './summary.ts';

export interface Found {
  readonly certificate: Certificate;
  readonly summary: Summary;
}

const mostStatements = 15;

/** Whether a certificate is what a `CertificateFilterStatement` describes. Throws `ValidationException`. */
export function matches(statement: JsonInput, found: Found): boolean {
  const [name, content] = onlyMember(statement, 'filterStatement');
  switch (name) {
    case 'And':
      return statements(content, name).every((one) => matches(one, found));
    case 'Or':
      return statements(content, name).some((one) => matches(one, found));
    case 'Not':
      return isObject(content) && !matches(content, found);
    case 'Filter':
      return isObject(content) && passes(content, found);
    default:
      throw unknownMember(name);
  }
}

function statements(content: unknown, name: string): readonly JsonInput[] {
  const list = Array.isArray(content) ? content.filter(isObject) : [];
  requireValid(wrongLength(`filterStatement.${name.toLowerCase()}`, list, { most: mostStatements }));
  return list;
}

/** A `CertificateFilter`. */
function passes(filter: JsonInput, found: Found): boolean {
  const [name, content] = onlyMember(filter, 'filter');
  if (name === 'CertificateArn') return content === found.certificate.arn;
  if (!isObject(content)) throw unknownMember(name);
  const [attribute, wanted] = onlyMember(content, name);
  const read = name === 'X509AttributeFilter' ? x509Filters[attribute] : metadataFilters[attribute];
  if (read === undefined) throw unknownMember(attribute);
  return read(found, wanted);
}

type Filter = (found: Found, wanted: unknown) => boolean;

const x509Filters: Readonly<Record<string, Filter>> = {
  Subject: ({ summary }, wanted) => isText(summary.DomainName, wanted, 'CommonName'),
  SubjectAlternativeName: ({ certificate }, wanted) =>
    certificate.names.some((name) => isText(name, wanted, 'DnsName')),
  ExtendedKeyUsage: ({ summary }, wanted) => summary.ExtendedKeyUsages.some((usage) => usage === wanted),
  KeyUsage: ({ summary }, wanted) => summary.KeyUsages.some((usage) => usage === wanted),
  KeyAlgorithm: ({ summary }, wanted) => summary.KeyAlgorithm === wanted,
  SerialNumber: ({ certificate }, wanted) => serialNumber(certificate) === wanted,
  NotAfter: ({ summary }, wanted) => isWithin(summary.NotAfter, wanted),
  NotBefore: ({ summary }, wanted) => isWithin(summary.NotBefore, wanted),
};

const metadataFilters: Readonly<Record<string, Filter>> = {
  Status: ({ summary }, wanted) => summary.Status === wanted,
  Type: ({ summary }, wanted) => summary.Type === wanted,
  InUse: ({ summary }, wanted) => summary.InUse === wanted,
  Exported: ({ summary }, wanted) => summary.Exported === wanted,
  ExportOption: ({ summary }, wanted) => summary.ExportOption === wanted,
  ValidationMethod: ({ summary }, wanted) => validationMethod(summary) === wanted,
  CertificateKeyPairOrigin: ({ summary }, wanted) => summary.CertificateKeyPairOrigin === wanted,
  // No certificate of the sandbox has any of these.
  RenewalStatus: () => false,
  ManagedBy: () => false,
  AcmeEndpointArn: () => false,
  AcmeAccountId: () => false,
};

/** Only what ACM issued was validated. */
export function validationMethod({ Type }: Summary): string | undefined {
  return Type === 'AMAZON_ISSUED' ? 'DNS' : undefined;
}

/** `{CommonName: {Value, ComparisonOperator}}`; DNS knows no case. */
function isText(text: string, wanted: unknown, member: string): boolean {
  const filter = (isObject(wanted) ? jsonObject(wanted, member) : undefined) ?? {};
  const [value = '', operator = ''] = [jsonText(filter, 'Value'), jsonText(filter, 'ComparisonOperator')];
  requireValid(
    wrongLength('value', value, { most: 256 }),
    notOneOf('comparisonOperator', operator, ['CONTAINS', 'EQUALS']),
  );
  const [name, part] = [text.toLowerCase(), value.toLowerCase()];
  return operator === 'EQUALS' ? name === part : name.includes(part);
}

/** Seconds since 1970, both ends included. */
function isWithin(moment: Date | undefined, wanted: unknown): boolean {
  if (moment === undefined) return false;
  const range = isObject(wanted) ? wanted : {};
  const [start, end] = [jsonNumber(range, 'Start'), jsonNumber(range, 'End')];
  const seconds = moment.getTime() / 1_000;
  return (start === undefined || seconds >= start) && (end === undefined || seconds <= end);
}

/** A union has one member. */
function onlyMember(union: JsonInput, path: string): readonly [string, unknown] {
  const [first, ...more] = Object.entries(union).filter(([, value]) => value !== undefined && value !== null);
  if (first !== undefined && more.length === 0) return first;
  throw new Fault('ValidationException', `The union ${path} must have exactly one member set.`);
}

function unknownMember(name: string): Fault {
  return new Fault('ValidationException', `The filter ${name} is not known.`);
}
