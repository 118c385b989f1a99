import { keepAnswer, keptAnswer } from '../kept-answers.ts';
import type { CacheBehavior, Distribution, DistributionConfig, World } from '../world.ts';
import { behaviorFor } from './behavior.ts';
import { type EdgeAnswer, refusal } from './edge-answer.ts';
import { askOrigin } from './origin.ts';
import type { Visitor } from './visitor.ts';

/** What the edge has, or gets and keeps. An error is answered with its page, where the distribution has one for it. */
export function askThroughCache(
  world: World,
  distribution: Distribution,
  config: DistributionConfig,
  behavior: CacheBehavior,
  visitor: Visitor,
): EdgeAnswer {
  const kept = keptAnswer(world, distribution, behavior, visitor.path);
  if (kept !== undefined) return { ...kept, why: 'kept at the edge' };
  const answer = askFor(world, distribution, config, behavior, visitor);
  const page = config.CustomErrorResponses?.find(({ ErrorCode }) => ErrorCode === answer.status);
  if (page === undefined) {
    if (answer.status === 200) keepAnswer(world, distribution, behavior, visitor.path, answer);
    return answer;
  }
  const shown = errorAnswer(world, distribution, config, visitor, answer, page);
  keepAnswer(world, distribution, behavior, visitor.path, shown, page.ErrorCachingMinTTL);
  return shown;
}

type ErrorPage = NonNullable<DistributionConfig['CustomErrorResponses']>[number];

/** The page comes from the origin of its own path, and no function sees it. One that is not there is answered as its origin says. */
function errorAnswer(
  world: World,
  distribution: Distribution,
  config: DistributionConfig,
  visitor: Visitor,
  answer: EdgeAnswer,
  { ResponsePagePath: path, ResponseCode: status = answer.status }: ErrorPage,
): EdgeAnswer {
  if (path === undefined) return answer;
  const page = askFor(world, distribution, config, behaviorFor(config, path), {
    ...visitor,
    path,
    method: 'GET',
  });
  return page.status === 200 ? { ...page, status, why: `${answer.why}, answered with ${path}` } : page;
}

function askFor(
  world: World,
  distribution: Distribution,
  config: DistributionConfig,
  behavior: CacheBehavior,
  visitor: Visitor,
): EdgeAnswer {
  const origin = config.Origins.find(({ Id }) => Id === behavior.TargetOriginId);
  if (origin === undefined) return refusal(502, `no origin ${behavior.TargetOriginId}`);
  return askOrigin(world, distribution, behavior, origin, visitor);
}
