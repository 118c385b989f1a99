import { manifestPath } from './patch-manifest.ts';
import { textAt, viewTemplate } from './template-view.ts';

/** The manifest that a deployed template was made from, variables filled in; undefined where it does not tell. */
export function deployedManifestText(template: string): string | undefined {
  return textAt(viewTemplate(template).at(manifestPath));
}
