// The types of @hey-api/openapi-ts and those of openapi-typescript tell the same of a resource: this compiles only while they do.
import type { components, Debtor, Position, PositionInput, Problem, Receipt } from '../src/index.js';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Schemas = components['schemas'];

export const areTheSame: [
  Same<Position, Schemas['Position']>,
  Same<Debtor, Schemas['Debtor']>,
  Same<Receipt, Schemas['Receipt']>,
  Same<Problem, Schemas['Problem']>,
] = [true, true, true, true];

/** A list of exactly one is a list to the one and a tuple to the other: what is sent by the one can be sent by the other. */
export const asSchema = (input: PositionInput): Schemas['PositionInput'] => input;

/** What has no default in the contract may be left out of what is sent. */
export const smallest: PositionInput = {
  serviceCode: 'QUOTE',
  description: 'Quota 2026',
  debtor: { type: 'F', fiscalCode: 'RSSMRA80A01H501U', name: 'Mario Rossi' },
  paymentOptions: [{ instalments: [{ amountCents: 13000 }] }],
};
