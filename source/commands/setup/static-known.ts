import { countObjects, lookInto } from '../../aws/browse-bucket.ts';
import { bucketPages } from '../../aws/buckets.ts';
import { inRegion } from '../../aws/connection.ts';
import { type BucketFacts, inspectBucket } from '../../aws/inspect-bucket.ts';
import { agoInWords } from '../../cdn/ago-in-words.ts';
import { bucketConcerns, publicBy } from '../../cdn/bucket-concerns.ts';
import { keyPrefix, type Route, servesKey, shadowsOf } from '../../cdn/path-pattern.ts';
import { servedInWords } from '../../cdn/served-objects.ts';
import { UserError } from '../../errors.ts';
import type { Answers } from '../../wizard/conversation.ts';
import { makeBucket, type StaticKnown, typeOne } from '../../wizard/static-questions.ts';
import type { OpenApplication } from '../facts/open-application.ts';
import type { OpenEnvironment } from '../facts/read-facts.ts';
import { readRoutes } from '../facts/read-manifests.ts';

/** What the questions about static files need, read as the answers come: buckets, the one that was chosen, what a pattern serves. */
export class StaticReader {
  readonly #opened: OpenApplication;
  readonly #environment: OpenEnvironment;
  readonly #signal: AbortSignal;
  known: StaticKnown;
  /** Of the bucket that was chosen. */
  #region: string | undefined;

  constructor(opened: OpenApplication, environment: OpenEnvironment, signal: AbortSignal) {
    this.#opened = opened;
    this.#environment = environment;
    this.#signal = signal;
    const now = environment.facts.deployed.cdn.staticAssets;
    this.known = now === undefined ? {} : { now };
  }

  /** What is to be read before the next question can be asked, in words; undefined: nothing. */
  wants(answers: Answers): string | undefined {
    if (answers.static !== 'yes') return undefined;
    if (this.known.buckets === undefined && answers['static-bucket'] === undefined)
      return 'Listing the buckets';
    const bucket = chosenBucket(answers);
    if (bucket !== undefined && this.known.bucket?.name !== bucket) return `Looking at ${bucket}`;
    const pattern = chosenPattern(answers);
    if (pattern !== undefined && this.known.pattern?.pattern !== pattern)
      return `Looking at what ${pattern} serves`;
    return undefined;
  }

  /** @throws UserError `bucket-not-found`, `bucket-refused` for one that cannot be used */
  async read(answers: Answers): Promise<void> {
    while (this.wants(answers) !== undefined) await this.#readNext(answers);
  }

  async #readNext(answers: Answers): Promise<void> {
    const bucket = chosenBucket(answers);
    if (this.known.buckets === undefined && answers['static-bucket'] === undefined) {
      this.known = { ...this.known, buckets: await this.#list() };
    } else if (bucket !== undefined && this.known.bucket?.name !== bucket) {
      const { pattern: _, ...rest } = this.known;
      this.known = { ...rest, bucket: await this.#look(bucket, answers['static-bucket'] === makeBucket) };
    } else {
      this.known = {
        ...this.known,
        pattern: await this.#pattern(bucket ?? '', chosenPattern(answers) ?? '', answers),
      };
    }
  }

  async #list(): Promise<NonNullable<StaticKnown['buckets']>> {
    const list: { name: string; region?: string; age?: string }[] = [];
    // Copilot's own, where templates lie, is never meant.
    const artifacts = await this.#environment.artifactBucket().catch(() => undefined);
    try {
      for await (const page of bucketPages(this.#environment.caller, this.#signal)) {
        for (const { name, region, created } of page) {
          if (name === artifacts) continue;
          list.push({
            name,
            ...(region !== undefined && { region }),
            ...(created !== undefined && { age: `made ${agoInWords(created, new Date())} ago` }),
          });
        }
      }
      return { list };
    } catch (error) {
      this.#signal.throwIfAborted();
      return { list, failure: error instanceof Error ? error.message : String(error) };
    }
  }

  async #look(name: string, isNew: boolean): Promise<NonNullable<StaticKnown['bucket']>> {
    if (isNew) return { name, isPublic: false, notes: [], folders: [] };
    const { caller, facts } = this.#environment;
    const found = await inspectBucket(caller, name, facts.environment.account, this.#signal);
    this.#region = found.region;
    const concerns = bucketConcerns(found, facts.environment.region, this.#distributionArn());
    const [refused] = concerns.filter(({ weight }) => weight === 'refused');
    if (refused !== undefined) {
      throw new UserError({
        code: 'bucket-refused',
        message: refused.says,
        next: refused.next === undefined ? [] : [refused.next],
      });
    }
    const notes = concerns
      .filter(({ weight }) => weight === 'warning')
      .map(({ says, next }) => (next === undefined ? says : `${says} ${next}.`));
    return { name, isPublic: isPublic(found), notes, ...(await this.#folders(found)) };
  }

  #distributionArn(): string | undefined {
    const { distribution, environment } = this.#environment.facts;
    return distribution && `arn:aws:cloudfront::${environment.account}:distribution/${distribution.id}`;
  }

  /** Two levels deep, a page of each. */
  async #folders({ name, region }: BucketFacts) {
    const connection = inRegion(this.#environment.caller, region ?? this.#environment.record.region);
    const options = { signal: this.#signal };
    try {
      const { folders } = await lookInto(connection, name, '', options);
      const below = await Promise.all(
        folders.slice(0, 12).map((folder) => lookInto(connection, name, folder, options)),
      );
      return {
        folders: folders.flatMap((folder, index) => [folder, ...(below[index]?.folders.slice(0, 20) ?? [])]),
      };
    } catch (error) {
      this.#signal.throwIfAborted();
      const foldersFailure = error instanceof Error ? error.message : String(error);
      return { folders: [], foldersFailure };
    }
  }

  async #pattern(
    bucket: string,
    pattern: string,
    answers: Answers,
  ): Promise<NonNullable<StaticKnown['pattern']>> {
    const routes: readonly Route[] = await readRoutes(this.#opened, this.#environment.facts);
    const shadows = shadowsOf(pattern, routes)
      .filter(({ surprising }) => surprising)
      .map(({ says }) => says);
    if (answers['static-bucket'] === makeBucket)
      return { pattern, shadows, served: 'The bucket is empty until you upload to it.' };
    try {
      const keys = { prefix: keyPrefix(pattern), matches: (key: string) => servesKey(pattern, key) };
      const { caller, facts } = this.#environment;
      const count = await countObjects(
        inRegion(caller, this.#region ?? facts.environment.region),
        bucket,
        keys,
        {
          signal: this.#signal,
        },
      );
      return { pattern, shadows, served: `${pattern}: ${servedInWords(pattern, count)}` };
    } catch (error) {
      this.#signal.throwIfAborted();
      return { pattern, shadows, served: error instanceof Error ? error.message : String(error) };
    }
  }
}

function isPublic(found: BucketFacts): boolean {
  const by = publicBy(found);
  return by === 'policy' || by === 'acl';
}

function chosenBucket(answers: Answers): string | undefined {
  const chosen = answers['static-bucket'];
  const typed = answers['static-bucket-name']?.trim();
  return chosen === makeBucket || chosen === typeOne ? typed : chosen;
}

function chosenPattern(answers: Answers): string | undefined {
  const chosen = answers['static-path'];
  return chosen === typeOne ? answers['static-path-typed']?.trim() : chosen;
}
