import { refuseUndefined } from '../interpolate.ts';
import type { ManifestOrigin } from '../manifest-origin.ts';
import { type OpenManifest, openManifest } from '../open-manifest.ts';
import { decodeFields, type EnvironmentFields, type StaticAssets } from './fields.ts';
import { environmentShape } from './shape.ts';

/** An environment manifest as Copilot understands it. */
export interface EnvironmentManifest extends OpenManifest {
  readonly name: string;
  readonly cdn: EnvironmentCdn;
  /** `http.public.certificates`; an empty list is not the same as none. */
  readonly publicCertificates: readonly string[] | undefined;
  readonly ingress: EnvironmentIngress;
  /** As it is written. */
  readonly text: string;
  /** With `${NAME}` filled in: what Copilot stores in the template. */
  readonly interpolatedText: string;
  readonly fields: EnvironmentFields;
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
 * Reads a manifest that is to be worked with. What Copilot would refuse in a file that can be read is in `findings`, and in what
 * `checkEnvironmentManifest` finds.
 *
 * @throws UserError `variable-not-defined`, and what `openManifest` throws
 */
export function readEnvironmentManifest(text: string, origin: ManifestOrigin): EnvironmentManifest {
  const manifest = openEnvironmentManifest(text, origin);
  refuseUndefined(manifest.source, manifest.interpolation.undefinedVariables);
  return manifest;
}

/** The same for a manifest that is only to be checked: variables that are not set are findings. @throws as `openManifest` does */
export function openEnvironmentManifest(text: string, origin: ManifestOrigin): EnvironmentManifest {
  const opened = openManifest(text, origin, environmentShape);
  const fields = decodeFields(opened.data);
  return {
    ...opened,
    name: fields.name ?? '',
    cdn: { ...fields.cdn, terminateTls: fields.cdn.terminateTls ?? false },
    publicCertificates: fields.publicCertificates,
    ingress: ingressOf(fields, opened),
    text,
    get interpolatedText() {
      return opened.interpolation.text;
    },
    fields,
  };
}

function ingressOf(
  { ingress, deprecatedIngress }: EnvironmentFields,
  { source }: OpenManifest,
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
