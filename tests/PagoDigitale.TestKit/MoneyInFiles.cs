using System.Globalization;
using System.Text;
using PagoDigitale.Node.Rendicontazione;

namespace PagoDigitale.TestKit;

/// <summary>One payment of a flow to be written.</summary>
public sealed record ReportedRow(
    string Iuv,
    string ReceiptId,
    long AmountCents,
    string Outcome = "0",
    int? TransferIndex = 1,
    DateOnly? PaidOn = null
);

/// <summary>A rendicontazione as its PSP would publish it, with whatever a test wants wrong.</summary>
public sealed record FlowFile
{
    public required string Receiver { get; init; }
    public required string FlussoId { get; init; }
    public string Psp { get; init; } = "60000000001";
    public DateOnly Day { get; init; } = new(2026, 6, 1);
    public DateTimeOffset At { get; init; } = new(2026, 6, 1, 20, 0, 0, TimeSpan.Zero);
    public string Trn { get; init; } = "0306912345678901480160001600IT";
    public required IReadOnlyList<ReportedRow> Rows { get; init; }
    public long? TotalCents { get; init; }
    public long? Count { get; init; }

    public long Sum => Rows.Sum(r => r.AmountCents);

    public Stream ToStream() => new MemoryStream(ToBytes());

    public byte[] ToBytes() => FlussoRiversamentoWriter.Write(Header, Payments);

    /// <summary>As the REST service for organizations answers it.</summary>
    public byte[] ToJson() => FlussoJsonWriter.WriteFile(new(Header, Psp, 1, At), [.. Payments]);

    private FlussoRiversamento Header =>
        new()
        {
            FlussoId = FlussoId,
            FlussoDateTime = At,
            RegulationId = Trn,
            RegulationDate = Day,
            Sender = new FlussoParty("G", Psp, "PSP di prova"),
            Receiver = new FlussoParty("G", Receiver, "Ente di prova"),
            PaymentsCount = Count ?? Rows.Count,
            TotalAmountCents = TotalCents ?? Sum,
        };

    private IEnumerable<FlussoRow> Payments =>
        Rows.Select(
            (r, i) =>
                new FlussoRow
                {
                    Number = i + 1,
                    Iuv = r.Iuv,
                    Iur = r.ReceiptId,
                    TransferIndex = r.TransferIndex,
                    AmountCents = r.AmountCents,
                    OutcomeCode = r.Outcome,
                    PaymentDate = r.PaidOn ?? Day,
                }
        );
}

/// <summary>One line of a statement to be written.</summary>
public sealed record StatementLineRow(DateOnly Day, long AmountCents, string Description, string? Provvisorio = null)
{
    /// <summary>The text SACI prescribes for the transfer of a flow.</summary>
    public static StatementLineRow OfFlow(DateOnly day, long amountCents, string flussoId, string? provvisorio = null) =>
        new(day, amountCents, $"BONIFICO PSP DI PROVA /PUR/LGPE-RIVERSAMENTO/URI/{flussoId}", provvisorio);
}

/// <summary>A treasurer's CSV: date, value date, amount, provvisorio, description.</summary>
public static class StatementFile
{
    public static Stream ToStream(params StatementLineRow[] lines) => new MemoryStream(Encoding.UTF8.GetBytes(Text(lines)));

    public static string Text(params StatementLineRow[] lines) =>
        string.Join(
            "\r\n",
            [
                "Data;Valuta;Importo;Provvisorio;Descrizione",
                .. lines.Select(l =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{l.Day:dd'/'MM'/'yyyy};{l.Day:dd'/'MM'/'yyyy};"
                            + $"{Core.Money.EuroCents.ToItalian(l.AmountCents)};{l.Provvisorio};\"{l.Description}\""
                    )
                ),
                "",
            ]
        );
}
