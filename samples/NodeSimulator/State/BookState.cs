using PagoDigitale.Node.PaForNode;
using PagoDigitale.NodeSimulator.BizEvents;
using PagoDigitale.NodeSimulator.Node;

namespace PagoDigitale.NodeSimulator.State;

/// <summary>Everything the simulator remembers, as its state file holds it.</summary>
public sealed record BookState
{
    public List<PaidTransfer> Unreported { get; init; } = [];

    public List<ReportedFlow> Flows { get; init; } = [];

    /// <summary>Earlier revisions of flows, which can still be asked for.</summary>
    public List<ReportedFlow> Superseded { get; init; } = [];

    public List<HeldReceipt> Held { get; init; } = [];

    /// <summary>Every receipt the node wrote, by its id. A state file of before has none.</summary>
    public Dictionary<string, BizReceipt> Receipts { get; init; } = new(StringComparer.Ordinal);

    public int PaymentsCount { get; set; }

    public Dictionary<string, string> Ibans { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>The share of a payment that one account of one organization gets.</summary>
public sealed record PaidTransfer(
    string Organization,
    string OrganizationName,
    string Iban,
    string PspId,
    DateOnly PaidOn,
    string Iuv,
    string Iur,
    int Index,
    long AmountCents,
    string Outcome
);

/// <summary>A rendicontazione: what one PSP transferred to one account on one day. Flows are closed when they are made.</summary>
public sealed record ReportedFlow(
    string FlussoId,
    string Organization,
    string OrganizationName,
    string Iban,
    string PspId,
    DateOnly RegulationDate,
    string RegulationId,
    IReadOnlyList<PaidTransfer> Paid
)
{
    public int Revision { get; init; } = 1;

    public required DateTimeOffset FlussoDateTime { get; init; }

    /// <summary>When this revision was published. A state file of before does not tell.</summary>
    public DateTimeOffset PublishedAt
    {
        get => field == default ? FlussoDateTime : field;
        init;
    }

    /// <summary>Organizations are told of it no more; the money was transferred all the same.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>What the current revision says, which may differ from what was paid.</summary>
    public required IReadOnlyList<PaidTransfer> Rows { get; init; }

    public long TotalCents => Rows.Sum(row => row.AmountCents);
}

/// <summary>A receipt kept back, ready to be sent.</summary>
public sealed record HeldReceipt(StationAddress Station, PaOperation Operation, string ReceiptId, string NoticeNumber, byte[] Envelope);
