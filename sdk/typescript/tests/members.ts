/** A company that owes a fee. */
export type Member = { code: string; fiscalCode: string; name: string; amountCents: number };

/** Of nobody, and with the check digit that every code has: the second, fourth… digit doubled, its digits added. */
export function taxCode(first10: string): string {
  const sum = [...first10].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${first10}${(10 - (sum % 10)) % 10}`;
}

/** A few cents of secretariat fees make every sum an uneven one. */
export const members = (count: number): Array<Member> =>
  Array.from({ length: count }, (_, index) => ({
    code: `ISCRITTO-${String(index + 1).padStart(4, '0')}`,
    fiscalCode: taxCode(String(1_200_000_000 + (index + 1) * 101)),
    name: `Studio n. ${index + 1} STP S.r.l.`,
    amountCents: 13_000 + (index % 7) * 33,
  }));

const italian = (cents: number) => `${Math.trunc(cents / 100)},${String(cents % 100).padStart(2, '0')}`;

/** The members in the standard layout (specs/formats), with a line in it that is wrong. */
export function flowFile(all: Array<Member>, year: number, dueDate: Date): Blob {
  const due = dueDate.toISOString().slice(0, 10).split('-').reverse().join('/');
  const line = (member: Member) =>
    [member.code, 'G', member.fiscalCode, member.name, `Quota ${year}`, italian(member.amountCents), due, year, '101'].join(';');
  const wrong = line({ code: 'SBAGLIATO', fiscalCode: '00000000001', name: 'Codice sbagliato', amountCents: 13_000 });
  const titles = 'codice_esterno;tipo_debitore;codice_fiscale;nominativo;descrizione;importo;data_scadenza;anno_accertamento;numero_accertamento';
  return new Blob([[titles, ...all.map(line), wrong, ''].join('\r\n')], { type: 'text/csv' });
}
