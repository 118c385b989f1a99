import {
  type RequestedCertificate,
  readRequestedCertificate,
  requestCertificate,
} from '../../aws/certificate-requests.ts';
import { inRegion } from '../../aws/connection.ts';
import { edgeRegion } from '../../cdn/edge-region.ts';
import { type FindTarget, targetFinder } from '../../network/validation-lookup.ts';
import type { Facts } from '../facts.ts';
import type { Performed, Ports } from '../ports.ts';
import type { CertificateStep } from '../step.ts';
import {
  recordsKnown,
  sameTarget,
  type ValidationRecord,
  validationRecords,
  zoneFileLine,
} from '../validation-records.ts';
import { refuseFailed } from './certificate-failure.ts';
import { findPlaces, type Place, writeRecords } from './validation-places.ts';

/** How long to wait, in milliseconds, where nobody looks on: ACM mostly takes some minutes once it can see the records. */
const patience = 20 * 60_000;

/** The same where somebody has to type a record first, and is not there to do it. */
const patienceForHands = 10_000;

/** What a certificate needs of the world; `setup` and `cert request` bring it. */
export type CertificatePorts = Pick<
  Ports,
  'emit' | 'signal' | 'clock' | 'consent' | 'caller' | 'findZone' | 'resolver' | 'touch' | 'attended'
>;

export interface CertificateOrder {
  readonly step: string;
  readonly names: readonly string[];
  /** The one that was asked for before; undefined: none yet. */
  readonly requested: RequestedCertificate | undefined;
  /** Those for the same names that came to nothing. */
  readonly instead: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Told of the ARN as soon as there is one. */
  readonly keep: (arn: string) => Promise<void>;
}

/** As `obtainCertificate`, for the environment's setup. */
export function performCertificate(step: CertificateStep, facts: Facts, ports: Ports): Promise<Performed> {
  const { requested, instead = [] } = facts.certificateRequest ?? {};
  const order: CertificateOrder = {
    step: step.id,
    names: step.names,
    requested,
    instead,
    tags: certificateTags(facts.application.name, facts.environment.name),
    keep: (certificate) => ports.journal.note({ certificate }),
  };
  return obtainCertificate(order, ports);
}

/** By Copilot's own keys, so that whoever looks for what belongs to the environment finds it. */
export function certificateTags(
  application: string,
  environment: string | undefined,
): Readonly<Record<string, string>> {
  return {
    'copilot-application': application,
    ...(environment !== undefined && { 'copilot-environment': environment }),
  };
}

/**
 * Asks for a certificate, unless that was done; brings the records that prove its names into the zones that can be written, after consent;
 * and waits until ACM has issued it. Records at other providers are shown and looked for. Whatever moment it is stopped at, it goes on from there.
 * @throws UserError `certificate-failed` when ACM has given up; those of `requestCertificate`
 */
export async function obtainCertificate(
  order: CertificateOrder,
  ports: CertificatePorts,
): Promise<Performed> {
  const connection = inRegion(ports.caller, edgeRegion);
  const arn = order.requested?.arn ?? (await request(order, ports));
  const started = ports.clock.now().getTime();
  const find = targetFinder(ports.resolver);
  const told = new Map<string, string>();
  let places: readonly Place[] | undefined;
  for (let pause = 1_000; ; pause = Math.min(pause * 1.5, 15_000)) {
    const now = await readRequestedCertificate(connection, arn, ports.signal);
    refuseFailed(now, order.names);
    if (places === undefined && recordsKnown(now)) {
      places = await findPlaces(validationRecords(now), ports);
      places = await writeRecords(order, places, ports);
      if (places === undefined) return declined(validationRecords(now));
    }
    await tellProgress(order.step, now, places ?? [], find, told, ports);
    if (now.status === 'ISSUED') return { kind: 'done' };
    const left = handRecords(now, places ?? []);
    const unseen = left.some(({ record }) => told.get(record.name) !== 'seen');
    const waited = ports.clock.now().getTime() - started;
    if (waited > (unseen ? patienceForHands : patience) && !(ports.attended && unseen))
      return unfinished(left);
    await ports.clock.wait(pause, ports.signal);
  }
}

async function request(order: CertificateOrder, ports: CertificatePorts): Promise<string> {
  const { names, instead, tags } = order;
  const arn = await requestCertificate(
    inRegion(ports.caller, edgeRegion),
    { names, instead, tags },
    ports.signal,
  );
  ports.touch();
  await order.keep(arn);
  ports.emit({ type: 'fact', name: 'certificate', value: arn, text: `Requested ${arn}` });
  return arn;
}

/** Says of each record where it stands, when that is news. DNS is asked only about those that neither ACM nor the zone has yet. */
async function tellProgress(
  step: string,
  now: RequestedCertificate,
  places: readonly Place[],
  find: FindTarget,
  told: Map<string, string>,
  ports: CertificatePorts,
): Promise<void> {
  const records = validationRecords(now);
  await Promise.all(
    places.map(async ({ record: { name, value, names }, zone, problem, written }) => {
      const validated = records.find((record) => record.name === name)?.validated ?? false;
      const state =
        validated || now.status === 'ISSUED'
          ? 'validated'
          : written || told.get(name) === 'seen' || (await isSeen(name, value, find))
            ? 'seen'
            : 'not-seen';
      if (told.get(name) === state) return;
      told.set(name, state);
      ports.emit({
        type: 'validation',
        step,
        names,
        record: { name, value },
        zoneFile: zoneFileLine({ name, value }),
        state,
        ...(zone !== undefined && { zone: zone.name }),
        ...(problem !== undefined && { problem }),
        byHand: !written,
      });
    }),
  );
}

async function isSeen(name: string, value: string, find: FindTarget): Promise<boolean> {
  const target = await find(name);
  return target !== undefined && sameTarget(target, value);
}

/** What only a person can write, and ACM has not seen yet. */
function handRecords(now: RequestedCertificate, places: readonly Place[]): readonly Place[] {
  const validated = validationRecords(now).filter((record) => record.validated);
  return places.filter(
    ({ record, written }) => !written && !validated.some(({ name }) => name === record.name),
  );
}

function unfinished(places: readonly Place[]): Performed {
  if (places.length === 0)
    return { kind: 'unfinished', why: 'ACM has not issued the certificate yet', left: [] };
  return {
    kind: 'unfinished',
    why: `the certificate waits for ${places.length === 1 ? 'a record' : `${places.length} records`} that you write where the domain is run`,
    left: places.flatMap(({ record, problem }) => [
      zoneFileLine(record),
      ...(problem === undefined ? [] : [`(${problem})`]),
    ]),
  };
}

function declined(records: readonly ValidationRecord[]): Performed {
  return {
    kind: 'unfinished',
    why: 'the records that prove the names are not written, as you said',
    left: records.filter(({ validated }) => !validated).map(zoneFileLine),
  };
}
