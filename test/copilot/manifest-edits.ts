import { environmentEdits } from './manifest-edits/environment.ts';
import type { ManifestEdit } from './manifest-edits/manifest-edit.ts';
import { serviceEdits } from './manifest-edits/service.ts';
import { staticSiteEdits } from './manifest-edits/static-site.ts';

/** Every edit that the product makes in a manifest. */
export const manifestEdits: readonly ManifestEdit[] = [
  ...environmentEdits,
  ...serviceEdits,
  ...staticSiteEdits,
];
