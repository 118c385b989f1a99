import type { UploadPlan } from '../../site/upload-plan.ts';
import type { SiteFacts } from '../site/site-facts.ts';

/** What one look at a static site saw. */
export interface SiteStatusFacts {
  readonly site: SiteFacts;
  /** Whether the stack is another than the manifest asks for. */
  readonly stackDiffers: boolean;
  readonly files: SiteFilesSeen;
  readonly certificate: SiteCertificateSeen | undefined;
  /** Undefined: there is nothing to ask yet. */
  readonly answer:
    | { readonly url: string; readonly status?: number; readonly text: string; readonly well: boolean }
    | undefined;
  readonly now: Date;
}

export interface SiteFilesSeen {
  /** How many the last deploy left; undefined: nobody of us deployed there. */
  readonly deployed: number | undefined;
  /** What a deploy from here would do; undefined: the files of the site are not here. */
  readonly plan: UploadPlan | undefined;
  /** Why there is no plan. */
  readonly why?: string;
  /** The stack names a bucket that somebody deleted by hand. */
  readonly lost?: boolean;
  /** A deploy that did not come to its end, or is under way, by its last sign of life in milliseconds. */
  readonly claim?: { readonly silentFor: number; readonly holds: boolean };
}

export interface SiteCertificateSeen {
  readonly arn: string;
  readonly domainName: string;
  readonly notAfter?: Date;
  readonly renewsItself: boolean;
}
