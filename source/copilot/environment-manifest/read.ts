import { pathText } from '../../yaml/plain-value.ts';
import { parseSource, type SourceDocument } from '../../yaml/source-document.ts';
import { type Finding, findingAt, wrongType } from '../finding.ts';
import type { ManifestOrigin } from '../manifest-origin.ts';
import { unknownKeys } from '../unknown-keys.ts';
import { decodeFields, type EnvironmentFields, type StaticAssets } from './fields.ts';
import { interpolatedText } from './interpolate.ts';
import { knownKeys } from './known-keys.ts';

/** An environment manifest as Copilot understands it. */
export interface EnvironmentManifest {
  readonly name: string;
  readonly cdn: EnvironmentCdn;
  /** `http.public.certificates`; an empty list is not the same as none. */
  readonly publicCertificates: readonly string[] | undefined;
  readonly ingress: EnvironmentIngress;
  /** As it is written. */
  readonly text: string;
  /** With `${NAME}` filled in: what Copilot stores in the template. */
  readonly interpolatedText: string;
  /** What reading it brought up: keys that Copilot does not know, values that it does not accept. */
  readonly notices: readonly Finding[];
  readonly origin: ManifestOrigin;
  readonly fields: EnvironmentFields;
  readonly source: SourceDocument;
}

export interface EnvironmentCdn {
  readonly enabled: boolean;
  readonly certificate?: string;
  readonly terminateTls: boolean;
  readonly staticAssets?: StaticAssets;
}

export interface EnvironmentIngress {
  /** Is the load balancer open to CloudFront only? */
  readonly cdn: boolean;
  /** Which of its two spellings the file uses; `security_groups` is deprecated. */
  readonly spelling: 'ingress' | 'security_groups' | undefined;
  readonly sourceIps: readonly string[];
}

/**
 * @throws UserError `variable-not-defined`, `predefined-variable-overridden`, `not-yaml`, `duplicate-key`, `tab-indentation`,
 *   `several-documents`. What Copilot would refuse in a file that can be read is in `notices`, and in what
 *   `checkEnvironmentManifest` finds
 */
export function readEnvironmentManifest(text: string, origin: ManifestOrigin): EnvironmentManifest {
  const source = parseSource(text, { file: origin.file });
  const interpolated = origin.interpolated === true ? text : interpolatedText(text, origin);
  const data = parseSource(interpolated, { file: origin.file }).plain();
  const fields = decodeFields(data);
  return {
    name: fields.name ?? '',
    cdn: { ...fields.cdn, terminateTls: fields.cdn.terminateTls ?? false },
    publicCertificates: fields.publicCertificates,
    ingress: ingressOf(fields, source),
    text,
    interpolatedText: interpolated,
    notices: [
      ...fields.refused.map(({ path, expected }) => wrongType(source, path, expected)),
      ...fields.dropped.map(({ path, expected }) => droppedValue(source, pathText(path), path, expected)),
      ...unknownKeys(source, data, knownKeys),
    ],
    origin,
    fields,
    source,
  };
}

function ingressOf(
  { ingress, deprecatedIngress }: EnvironmentFields,
  source: SourceDocument,
): EnvironmentIngress {
  const isNew = ingress.cdn !== undefined || ingress.sourceIps.length > 0;
  const hasOld = source.has(['http', 'public', 'security_groups', 'ingress', 'restrict_to']);
  const spelling = isNew
    ? 'ingress'
    : hasOld
      ? 'security_groups'
      : source.has(['http', 'public', 'ingress'])
        ? 'ingress'
        : undefined;
  // The deprecated `restrict_to.source_ips` is parsed and never used.
  return {
    cdn: (isNew ? ingress.cdn : deprecatedIngress.cdn) ?? false,
    spelling,
    sourceIps: ingress.sourceIps,
  };
}

function droppedValue(
  source: SourceDocument,
  name: string,
  path: readonly (string | number)[],
  expected: string,
): Finding {
  return findingAt(source, path, {
    code: 'value-dropped',
    severity: 'warning',
    message: `${name} must be ${expected}; Copilot drops what stands there without a word.`,
    fix: `Write ${expected} for ${name}.`,
  });
}
