import { textOrTexts } from '../service-manifest/shape.ts';
import type { Fields, Shape } from '../shape.ts';
import { extensionKey, extensionShape } from './extension.ts';

const config: Fields = {
  http: { fields: { alias: 'name', certificate: 'name' } },
  files: {
    list: {
      fields: {
        source: 'name',
        destination: 'name',
        recursive: 'boolean',
        exclude: textOrTexts,
        reinclude: textOrTexts,
      },
    },
  },
  [extensionKey]: extensionShape,
};

/** What the manifest of a Static Site may hold (docs/copilot.md, 9.1). */
export const staticSiteShape: Shape = {
  fields: { name: 'text', type: 'text', ...config, environments: { each: { fields: config } } },
};
