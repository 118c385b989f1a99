import type { Parts } from './compose.ts';

/** The CDN is on, with an imported certificate. */
export interface CdnOptions {
  /** ARN in us-east-1. */
  readonly certificate: string;
  readonly terminateTls: boolean;
}

/** What differs in the distribution. */
export function cdnParts({ certificate, terminateTls }: CdnOptions): Parts {
  return {
    certificate,
    'viewer-protocol-policy': terminateTls ? 'redirect-to-https' : 'allow-all',
    'origin-protocol-policy': terminateTls ? 'http-only' : 'match-viewer',
  };
}
