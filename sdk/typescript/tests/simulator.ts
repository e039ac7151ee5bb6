/** A rendicontazione as the node simulator lists it. */
export type ReportedFlow = { flussoId: string; paymentsCount: number; totalCents: number; receiptIds: Array<string> };

export type Paid = { noticeNumber: string; isAsExpected: boolean; payments: Array<{ receiptId: string; amountCents: number }> };

export type NoticeToPay = { noticeNumber: string; paidAt: string; pspId: string; fault?: string };

/** The node, the PSPs and the treasurer (samples/NodeSimulator): they are no part of the API, so they are called by hand. */
export class Simulator {
  constructor(private readonly url: string) {}

  async pay(station: { nodeUrl: string; idPa: string; idBroker: string; idStation: string }, notices: Array<NoticeToPay>): Promise<Array<Paid>> {
    const body = JSON.stringify({ ...station, notices });
    const answer = await this.call('payments', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    return ((await answer.json()) as { notices: Array<Paid> }).notices;
  }

  async flows(organization: string): Promise<Array<ReportedFlow>> {
    const answer = await this.call(`fdr?organization=${organization}`);
    return ((await answer.json()) as { items: Array<ReportedFlow> }).items;
  }

  flowXml = async (flussoId: string): Promise<Blob> => (await this.call(`fdr/${flussoId}/xml`)).blob();

  /** With movements that have nothing to do with pagoPA, and the credit of one flow a cent short. */
  statement = async (organization: string, unrelated: number, short: ReportedFlow): Promise<Blob> =>
    (await this.call(`bank-statement?organization=${organization}&unrelated=${unrelated}&shortFlow=${short.flussoId}:1`)).blob();

  private async call(path: string, init?: RequestInit): Promise<Response> {
    const answer = await fetch(new URL(path, this.url), init);
    if (!answer.ok) throw new Error(`The simulator refused ${path}: ${await answer.text()}`);
    return answer;
  }
}
