export * from './generated/api/index.js';
export type { components, operations, paths } from './generated/schema.js';
export type { Client } from './generated/api/client/index.js';
export { pagoDigitale, type PagoDigitaleOptions } from './client.js';
export { items, type Page } from './paging.js';
export { ProblemError } from './problem.js';
export { ifMatch } from './version.js';
export { flowCompleted, flowReady, until, type Waiting } from './waiting.js';
