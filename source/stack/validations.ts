import type { Event, ValidationEvent } from '../event.ts';
import type { StepModel, ValidationModel } from './progress-model.ts';

/** The step after news of a record: one line a record, in the order in which they came. */
export function validationChanged(step: StepModel, event: Event & ValidationEvent): StepModel {
  const { type: _, time: __, step: ___, ...validation } = event;
  const before = step.validations ?? [];
  const isSame = ({ record }: ValidationModel) => record.name === validation.record.name;
  const validations = before.some(isSame)
    ? before.map((each) => (isSame(each) ? validation : each))
    : [...before, validation];
  return { ...step, validations };
}
