/** The version a change starts from, as the header `If-Match` wants it: `headers: ifMatch(debtor)`. */
export const ifMatch = (resource: { version: number }): { 'If-Match': string } => ({ 'If-Match': `"${resource.version}"` });
