import { forget } from '../../kept-answers.ts';
import { memberList, memberText, parseXml, restXmlResponse } from '../../protocol/index.ts';
import { type AwsRequest, type AwsResponse, Fault } from '../../service.ts';
import type { Distribution, Invalidation, World } from '../../world.ts';

/** AWS's seconds until every edge has forgotten. */
const secondsUntilDone = 30;

/** For all distributions of an account together they are the same numbers; here each distribution is alone. */
const mostPaths = 3_000;
const mostWildcards = 15;

/**
 * Asked twice with the same reference and paths, CloudFront does it once.
 * Throws `InvalidationBatchAlreadyExists`, `BatchTooLarge`, `TooManyInvalidationsInProgress`, `InvalidArgument`.
 */
export function createInvalidation(
  world: World,
  distribution: Distribution,
  request: AwsRequest,
  namespace: string,
): AwsResponse {
  const { callerReference, paths } = readBatch(request);
  distribution.invalidations ??= new Map();
  const all = [...distribution.invalidations.values()];
  const earlier = all.find((invalidation) => invalidation.callerReference === callerReference);
  if (earlier !== undefined) {
    if (JSON.stringify(earlier.paths) === JSON.stringify(paths))
      return described(earlier, request, namespace);
    throw new Fault(
      'InvalidationBatchAlreadyExists',
      'Invalidation batch with specified caller reference already exists and is for different paths.',
    );
  }
  checkPaths(paths);
  checkProgress(all, paths);
  const invalidation: Invalidation = {
    id: `I${world.identifiers.letters(25)}`,
    callerReference,
    paths,
    created: world.clock.now(),
    status: 'InProgress',
  };
  distribution.invalidations.set(invalidation.id, invalidation);
  world.clock.after(secondsUntilDone, () => {
    forget(distribution, paths);
    invalidation.status = 'Completed';
  });
  return described(invalidation, request, namespace);
}

/** Throws `NoSuchInvalidation`. */
export function invalidationOf({ invalidations }: Distribution, id: string): Invalidation {
  const found = invalidations?.get(id);
  if (found !== undefined) return found;
  throw new Fault('NoSuchInvalidation', 'The specified invalidation does not exist.', 404);
}

export function describeInvalidation({ id, status, created, paths, callerReference }: Invalidation) {
  return {
    Id: id,
    Status: status,
    CreateTime: created,
    InvalidationBatch: {
      Paths: { Quantity: paths.length, Items: { Path: paths } },
      CallerReference: callerReference,
    },
  };
}

export function invalidationsInProgress({ invalidations }: Distribution): number {
  return [...(invalidations?.values() ?? [])].filter(({ status }) => status === 'InProgress').length;
}

function described(invalidation: Invalidation, { url }: AwsRequest, namespace: string): AwsResponse {
  const location = `https://cloudfront.amazonaws.com${url.pathname}/${invalidation.id}`;
  return restXmlResponse('Invalidation', namespace, describeInvalidation(invalidation), {
    status: 201,
    headers: { location },
  });
}

function readBatch({ body }: AwsRequest) {
  const batch = parseXml(body.toString('utf8'), ['Path']);
  const paths = memberList(batch, 'InvalidationBatch', 'Paths', 'Items', 'Path').map((path) =>
    typeof path === 'string' ? path : '',
  );
  const quantity = Number(memberText(batch, 'InvalidationBatch', 'Paths', 'Quantity'));
  if (quantity !== paths.length || paths.length === 0)
    throw new Fault('InconsistentQuantities', 'The value of Quantity and the size of Items do not match.');
  return { callerReference: memberText(batch, 'InvalidationBatch', 'CallerReference') ?? '', paths };
}

function checkPaths(paths: readonly string[]): void {
  if (paths.length > mostPaths)
    throw new Fault('BatchTooLarge', 'Invalidation batch specified is too large.', 413);
  const isValid = (path: string) => path.startsWith('/') && !/[^\x21-\x7e]/.test(path) && !/\*./.test(path);
  if (!paths.every(isValid))
    throw new Fault('InvalidArgument', 'Your request contains one or more invalid invalidation paths.');
}

function checkProgress(all: readonly Invalidation[], paths: readonly string[]): void {
  const inProgress = all.filter(({ status }) => status === 'InProgress').flatMap((one) => one.paths);
  const together = [...inProgress, ...paths];
  const wildcards = together.filter((path) => path.endsWith('*')).length;
  if (wildcards <= mostWildcards && together.length - wildcards <= mostPaths) return;
  throw new Fault(
    'TooManyInvalidationsInProgress',
    'Processing your request will cause you to exceed the maximum number of in-progress invalidations.',
  );
}
