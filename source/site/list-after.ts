import type { Deployed, DeployedFile } from './deployed.ts';
import type { UploadPlan, WantedFile } from './upload-plan.ts';

export interface DoneDeploy {
  readonly id: string;
  /** What was in the bucket before, as far as it was known. */
  readonly known: Deployed;
  readonly plan: UploadPlan;
  readonly wanted: readonly WantedFile[];
  /** By key, as they were when they were uploaded. */
  readonly uploaded: ReadonlyMap<string, DeployedFile>;
  /** What CloudFront is to forget. */
  readonly paths: readonly string[];
}

/** What is deployed once a deploy has done what it planned. */
export function listAfter({ id, known, plan, wanted, uploaded, paths }: DoneDeploy): Deployed {
  const number = known.number + 1;
  const files = new Map(known.files);
  for (const key of plan.deletes) files.delete(key);
  for (const key of plan.gone) {
    const file = files.get(key);
    if (file !== undefined) files.set(key, { ...file, gone: number });
  }
  for (const { key } of wanted) {
    const file = uploaded.get(key) ?? files.get(key);
    if (file !== undefined) files.set(key, present(file));
  }
  return { id, number, files, paths };
}

function present(file: DeployedFile): DeployedFile {
  if (file.gone === undefined) return file;
  const { gone: _, ...rest } = file;
  return rest;
}
