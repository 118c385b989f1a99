export * from './json.ts';
export * from './query.ts';
export * from './rest-xml.ts';
export * from './xml.ts';
