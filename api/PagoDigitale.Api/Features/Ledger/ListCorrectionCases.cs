using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.Reversali.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// What a reversale booked and was taken back since: accounting has to correct it by exactly this amount. A storno takes money
/// off a flow as a whole, so it names neither an accertamento nor a payment.
/// </summary>
public sealed record CorrectionCase
{
    public required CorrectionCause Cause { get; init; }
    public int? AccertamentoYear { get; init; }
    public string? AccertamentoNumber { get; init; }
    public string? Chapter { get; init; }
    public string? FlussoId { get; init; }
    public required long RegularisedCents { get; init; }
    public required long CollectedCents { get; init; }
    public required long AmountCents { get; init; }
    public string? Iuv { get; init; }
    public string? NoticeNumber { get; init; }
    public string? PositionId { get; init; }
    public string? ReversaleId { get; init; }
    public string? ReceiptId { get; init; }
    public required Message NextStep { get; init; }
}

public enum CorrectionCause
{
    /// <summary>The PSP took the payment back (outcome 3).</summary>
    Revoked,

    /// <summary>A revision of the flow tells of the payment no more, or of less.</summary>
    Revised,

    /// <summary>The receipt, which came after the reversale, says that less was paid than the flow did.</summary>
    PaidShort,

    /// <summary>The bank took the credit of the flow back, or a part of it, and it has not come again.</summary>
    Storno,

    /// <summary>
    /// More of a payment was given back to its payer than it brought: it was revoked since, or its receipt tells of less.
    /// </summary>
    Refunded,

    /// <summary>The credit of a payment was assigned to a notice after the flow of the payment had been booked.</summary>
    Assigned,
}

public sealed record CorrectionCaseFilter : PageQuery
{
    [FromQuery(Name = "accertamentoYear"), Range(2000, 2100)]
    public int? AccertamentoYear { get; init; }

    [FromQuery(Name = "accertamentoNumber"), MaxLength(20)]
    public string? AccertamentoNumber { get; init; }
}

/// <summary>
/// Open cases of what was booked and taken back afterwards, payment by payment or, where the bank did it, flow by flow; and of what
/// was assigned to a notice after its money had been booked. Nobody opens or closes them: a case is there as long as more is
/// regularised than came, given back than was owed back, or assigned than booked, and gone when the revocation is booked with its
/// flow, the money comes again or the reversale is annulled.
/// </summary>
public sealed class ListCorrectionCasesHandler(TenantSession session)
{
    /// <summary>They belong to no accertamento.</summary>
    private static readonly string _refunds = $"""
        UNION ALL
        SELECT o.receipt_record_id, -2::smallint, -2, 'refunded', NULL, NULL, NULL, o.used, o.owed, o.used - o.owed,
            c.iuv, c.notice_number, c.position_id, NULL, NULL, o.receipt_record_id
        FROM ({PayerCreditSql.Overdrawn}) o JOIN door.receipts c ON c.organization_id = $1 AND c.receipt_record_id = o.receipt_record_id
        """;

    /// <summary>With year, number and the last case of the page before, each or not: <see cref="StatementOf"/> chooses.</summary>
    private static readonly SqlText[] _cases =
    [
        .. Enumerable.Range(0, 8).Select(asked => Cases((asked & 1) != 0, (asked & 2) != 0, (asked & 4) != 0)),
    ];

    public async Task<Outcome<Page<CorrectionCase>>> RunAsync(CorrectionCaseFilter filter, CancellationToken ct)
    {
        if (Cursor.TryRead(filter.Cursor, 3, out var cursor) is { } error)
            return error;
        var (key, transfer, allocation) = (Guid.Empty, (short)0, 0);
        if (
            cursor is not null
            && !(
                Guid.TryParseExact(cursor.Keys[0], "N", out key)
                && short.TryParse(cursor.Keys[1], out transfer)
                && int.TryParse(cursor.Keys[2], out allocation)
            )
        )
            return Cursor.Malformed();
        object[] asked = [.. new object?[] { filter.AccertamentoYear, filter.AccertamentoNumber }.OfType<object>()];
        object[] last = cursor is null ? [] : [key, transfer, allocation];
        var rows = await session.QueryAsync(
            $"{StatementOf(filter, cursor is not null)} LIMIT {filter.Limit + 1}",
            r => (Cursor: new Cursor($"{r.GetGuid(0):N}", $"{r.GetInt16(1)}", $"{r.GetInt32(2)}"), Case: Map(r)),
            ct,
            [session.Organization, .. asked, .. asked, .. last]
        );
        return Page<CorrectionCase>.Of(rows, filter.Limit, r => r.Case, r => r.Cursor);
    }

    private static SqlText StatementOf(CorrectionCaseFilter filter, bool isContinued) =>
        _cases[(filter.AccertamentoYear is null ? 0 : 1) + (filter.AccertamentoNumber is null ? 0 : 2) + (isContinued ? 4 : 0)];

    private static SqlText Cases(bool ofYear, bool ofNumber, bool isContinued)
    {
        var values = 1;
        var isNarrowed = ofYear || ofNumber;
        return SqlText.Statement(
            typeof(ListCorrectionCasesHandler),
            "CorrectionCases.sql",
            ("excess", CorrectionSql.ExcessOfSuspects),
            ("unbooked", AssignedSql.Unbooked),
            ("shortfall", ShortfallSql.FlowsOfStornos),
            ("of_accertamento", Accertamento()),
            ("of_reversale", isNarrowed ? IsOn(Accertamento()) : ""),
            ("refunds", isNarrowed ? "" : _refunds),
            ("after", isContinued ? $"WHERE (key, transfer_index, allocation_index) > ({Next()}, {Next()}, {Next()})" : "")
        );

        string Accertamento() => (ofYear ? $" AND a.year = {Next()}" : "") + (ofNumber ? $" AND a.number = {Next()}" : "");

        string Next() => $"${++values}";
    }

    /// <summary>Reversale s has booked on the accertamento.</summary>
    private static string IsOn(string accertamento) =>
        $"""
            AND EXISTS (SELECT FROM door.reversale_allocations l JOIN door.accertamenti a ON a.organization_id = $1
                AND a.accertamento_id = l.accertamento_id WHERE l.organization_id = $1 AND l.reversale_id = s.reversale_id{accertamento})
            """;

    private static CorrectionCase Map(NpgsqlDataReader r)
    {
        var cause = StateText.Parse<CorrectionCause>(r.GetString(3));
        return new()
        {
            Cause = cause,
            AccertamentoYear = r.IsDBNull(4) ? null : r.GetInt16(4),
            AccertamentoNumber = Text(r, 5),
            Chapter = Text(r, 6),
            RegularisedCents = r.GetInt64(7),
            CollectedCents = r.GetInt64(8),
            AmountCents = r.GetInt64(9),
            Iuv = Text(r, 10),
            NoticeNumber = Text(r, 11),
            PositionId = r.IsDBNull(12) ? null : PublicId.Format("pos", r.GetGuid(12)),
            ReversaleId = r.IsDBNull(13) ? null : PublicId.Format("rev", r.GetGuid(13)),
            FlussoId = Text(r, 14),
            ReceiptId = r.IsDBNull(15) ? null : PublicId.Format("rcp", r.GetGuid(15)),
            NextStep = LedgerTexts.NextStep(cause),
        };
    }

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
