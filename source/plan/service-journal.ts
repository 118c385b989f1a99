import type { JournalChange, JournalKeeper, ServiceJournal } from './journal.ts';

/** The part of a run's journal that is one service's own: services are worked on side by side, each with its edit and its update. */
export function serviceJournal(journal: JournalKeeper, service: string): JournalKeeper {
  return {
    current: () => {
      const { operation: _, manifestEdit: __, ...shared } = journal.current();
      return { ...shared, ...journal.current().services?.[service] };
    },
    note: (change) => {
      const { operation: _, manifestEdit: __, ...rest } = change;
      const own = merged(journal.current().services?.[service], change);
      return journal.note({ ...rest, services: { ...journal.current().services, [service]: own } });
    },
    close: journal.close,
  };
}

/** What is given replaces, `undefined` removes; what is not mentioned stays. */
function merged(before: ServiceJournal | undefined, change: JournalChange): ServiceJournal {
  const { operation, manifestEdit } = { ...before, ...change };
  return {
    ...(operation !== undefined && { operation }),
    ...(manifestEdit !== undefined && { manifestEdit }),
  };
}
