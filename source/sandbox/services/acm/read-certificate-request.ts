import { type JsonInput, jsonObject, jsonText, jsonTexts } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Certificate } from '../../world.ts';
import { missing, notOneOf, requireValid, wrongLength, wrongMember, wrongPattern } from './constraints.ts';
import { keyAlgorithms } from './key-algorithms.ts';
import { readTags } from './tags.ts';

export interface RequestedCertificate {
  /** Lower case, each once, the domain name first. */
  readonly names: readonly string[];
  readonly keyAlgorithm: Certificate['keyAlgorithm'];
  readonly exportable: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly token: string | undefined;
}

const namePattern = '(\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])';
const longestName = 253;
/** RFC 5280: the first name is the certificate's common name too. */
const longestCommonName = 64;
const mostNames = 100;
/** The others are for certificates that are imported. */
const issuedKeys: readonly string[] = ['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'];

/** Throws `ValidationException`, `InvalidParameterException`, `InvalidTagException`. */
export function readCertificateRequest(input: JsonInput): RequestedCertificate {
  const domainName = jsonText(input, 'DomainName');
  const others = jsonTexts(input, 'SubjectAlternativeNames');
  const token = jsonText(input, 'IdempotencyToken');
  const method = jsonText(input, 'ValidationMethod');
  const asked = jsonText(input, 'KeyAlgorithm') ?? 'RSA_2048';
  const keyAlgorithm = keyAlgorithms.find((known) => known === asked) ?? 'RSA_2048';
  const exported = jsonText(jsonObject(input, 'Options') ?? {}, 'Export');
  requireValid(
    missing('domainName', domainName),
    wrongLength('domainName', domainName, { most: longestName }) ??
      wrongPattern('domainName', domainName, namePattern),
    wrongLength('subjectAlternativeNames', others, { most: mostNames }) ??
      wrongMember('subjectAlternativeNames', others, isName, nameRule),
    wrongLength('idempotencyToken', token, { most: 32 }) ?? wrongPattern('idempotencyToken', token, '\\w+'),
    notOneOf('validationMethod', method, ['EMAIL', 'DNS', 'HTTP']),
    notOneOf('keyAlgorithm', asked, keyAlgorithms),
    notOneOf('options.export', exported, ['ENABLED', 'DISABLED']),
  );
  refuseWhatIsNotModelled(input, method);
  if ((domainName ?? '').length > longestCommonName) {
    throw wrong(`The domain name ${domainName} is longer than ${longestCommonName} characters.`);
  }
  if (!issuedKeys.includes(keyAlgorithm)) {
    throw wrong(`The key algorithm ${keyAlgorithm} is not supported for a certificate request.`);
  }
  const names = [domainName ?? '', ...(others ?? [])].map((name) => name.toLowerCase());
  return {
    names: [...new Set(names)],
    keyAlgorithm,
    exportable: exported === 'ENABLED',
    tags: readTags(input) ?? {},
    token,
  };
}

const nameRule =
  `Member must have length less than or equal to ${longestName}, Member must have length greater than or equal ` +
  `to 1, Member must satisfy regular expression pattern: ${namePattern}`;

function isName(name: string): boolean {
  return name.length <= longestName && wrongPattern('', name, namePattern) === undefined;
}

/** Without a method ACM sends mails. */
function refuseWhatIsNotModelled(input: JsonInput, method: string | undefined): void {
  if (jsonText(input, 'CertificateAuthorityArn') !== undefined) {
    throw wrong('The sandbox does not model private certificates.');
  }
  if (method !== 'DNS') {
    throw wrong(`The sandbox does not model ValidationMethod ${method ?? 'EMAIL (the default)'}, only DNS.`);
  }
}

function wrong(message: string): Fault {
  return new Fault('InvalidParameterException', message);
}
