import type { SourceEdit } from '../yaml/edit.ts';
import type { PlainValue } from '../yaml/plain-value.ts';
import { minimumTlsOf } from './deployed-environment.ts';
import { fragment, scalar } from './fragment.ts';
import type { CdnSettings, EnvironmentCdnSettings } from './settings.ts';
import { distributionConfig, newMinimumTls } from './template-names.ts';
import { type TemplateView, textAt, valueAt } from './template-view.ts';
import { replicatesCertificate } from './wanted.ts';

/** The certificate of a distribution that is there; its minimum of TLS stays. */
export function patchCertificate(
  view: TemplateView,
  config: PlainValue,
  settings: EnvironmentCdnSettings,
  cdn: CdnSettings,
): SourceEdit[] {
  const path = [...distributionConfig, 'ViewerCertificate'];
  const wanted = wantedCertificate(view, settings, cdn);
  const arn = textAt(config, ['ViewerCertificate', 'AcmCertificateArn']);
  const isThere = valueAt(config, ['ViewerCertificate']) !== undefined;
  if (wanted === undefined) return isThere ? [{ op: 'remove', path }] : [];
  if (wanted.name === 'imported-certificate' && arn !== undefined) {
    return arn === wanted.arn ? [] : [{ op: 'set', path: [...path, 'AcmCertificateArn'], value: wanted.arn }];
  }
  if (wanted.name === 'replicated-certificate' && isThere && arn === undefined) return [];
  // The minimum of a certificate that was never shown (no domain) is nobody's choice.
  const kept = arn !== undefined || settings.hasDomain ? minimumTlsOf(config) : undefined;
  const source = fragment(wanted.name, certificateParts(wanted, kept ?? newMinimumTls));
  return isThere
    ? [{ op: 'replace', path, fragment: source }]
    : [{ op: 'insert', path: distributionConfig, key: 'ViewerCertificate', fragment: source }];
}

type WantedCertificate =
  | { readonly name: 'imported-certificate'; readonly arn: string }
  | { readonly name: 'replicated-certificate' };

export function wantedCertificate(
  view: TemplateView,
  settings: EnvironmentCdnSettings,
  cdn: CdnSettings,
): WantedCertificate | undefined {
  if (cdn.certificate !== undefined) return { name: 'imported-certificate', arn: cdn.certificate };
  return replicatesCertificate(view, settings) ? { name: 'replicated-certificate' } : undefined;
}

export function certificateParts(wanted: WantedCertificate, minimumTls: string) {
  return {
    'minimum-tls': minimumTls,
    certificate: wanted.name === 'imported-certificate' ? scalar(wanted.arn) : '',
  };
}
