import { disagreements } from './check-help.ts';

/** `npm run help-check`: whether help, README and docs agree. */
const found = await disagreements();
for (const line of found) console.log(line);
console.log(found.length === 0 ? 'Help, README and docs agree.' : `They disagree in ${found.length} places.`);
process.exitCode = found.length === 0 ? 0 : 1;
