import { collectFiles } from '../disk/collect-files.ts';
import { type SelectOptions, selectFiles } from '../disk/select-files.ts';
import { classOf, type HeaderRule, headersFor, headersHash } from '../headers.ts';
import { planUpload, type UploadPlan } from '../upload-plan.ts';
import type { PreparedDeploy } from './prepare-deploy.ts';
import { spareMemory } from './spare-memory.ts';

/**
 * What a deploy into a bucket that is not there yet would upload: every file.
 * @throws UserError `files-refused`, `no-files`
 */
export async function firstPlan(
  options: SelectOptions & { readonly rules?: readonly HeaderRule[] },
): Promise<{ readonly plan: UploadPlan } & Pick<PreparedDeploy, 'headersOf'>> {
  spareMemory();
  const files = await collectFiles(options.root, selectFiles(options));
  const headersOf = headersFor(options.rules);
  const wanted = [...files.values()].map(({ key, size }) => {
    const headers = headersOf(key);
    return { key, size, fileClass: classOf(key, headers.contentType), headers: headersHash(headers) };
  });
  return { plan: planUpload(wanted, undefined), headersOf };
}
