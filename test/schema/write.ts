import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../source/package-root.ts';
import { schemaText } from './event-schema.ts';

/** `npm run event-schema`: writes docs/events.schema.json from source/event.ts. */
writeFileSync(join(packageRoot, 'docs/events.schema.json'), schemaText());
console.log('docs/events.schema.json says what source/event.ts says.');
