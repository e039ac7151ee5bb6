using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>A file that is only looked at: its headings may say where things are.</summary>
public sealed record StatementToPreview : StatementParameters
{
    [FromQuery(Name = "dateColumn"), Range(1, ColumnMax)]
    public int? DateColumn { get; init; }

    [FromQuery(Name = "amountColumn"), Range(1, ColumnMax)]
    public int? AmountColumn { get; init; }

    [FromQuery(Name = "descriptionColumn"), Range(1, ColumnMax)]
    public int? DescriptionColumn { get; init; }

    internal override (int? Date, int? Amount, int? Description) Named() => (DateColumn, AmountColumn, DescriptionColumn);
}

public sealed class StatementToPreviewValidator : StatementParametersValidator<StatementToPreview>;

/// <summary>What an upload would bring.</summary>
public sealed record StatementPreview
{
    public const int MovementsMax = 20;

    public required StatementMapping Mapping { get; init; }
    public required StatementCounts Counts { get; init; }
    public required StatementAmounts Amounts { get; init; }
    public required IReadOnlyList<RejectedLine> RejectedLines { get; init; }
    public required IReadOnlyList<DuplicateLine> DuplicateLines { get; init; }
    public required IReadOnlyList<PreviewedMovement> Movements { get; init; }
}

public sealed record PreviewedMovement
{
    public required int LineNumber { get; init; }
    public required DateOnly AccountingDate { get; init; }
    public DateOnly? ValueDate { get; init; }
    public required long AmountCents { get; init; }
    public required string Description { get; init; }
    public string? Provvisorio { get; init; }
    public required bool IsPagoPa { get; init; }
}

/// <summary>An upload without keeping anything, and with the first movements as they would be.</summary>
public sealed class PreviewBankStatementHandler(TenantSession session, StatementReading reading, KnownMovementQueries known)
{
    public async Task<Outcome<StatementPreview>> RunAsync(StatementToPreview parameters, SpooledUpload file, CancellationToken ct)
    {
        var found = await reading.ReadAsync(parameters, file, ct);
        if (found.Error is { } refusal)
            return refusal;
        var (layout, staged) = found.Value!;
        var sorted = await known.SortAsync(parameters.AccountIban, ct);
        return new StatementPreview
        {
            Mapping = layout.ToMapping(parameters.AccountIban),
            Counts = new()
            {
                Lines = staged.Movements + staged.Rejected,
                Movements = sorted.News,
                Duplicates = sorted.Duplicates,
                PagoPa = sorted.PagoPa,
                Others = sorted.News - sorted.PagoPa,
                Rejected = staged.Rejected,
                Matched = 0,
            },
            Amounts = new()
            {
                CreditsCents = sorted.CreditsCents,
                DebitsCents = sorted.DebitsCents,
                PagoPaCents = sorted.PagoPaCents,
            },
            RejectedLines = staged.RejectedLines,
            DuplicateLines = sorted.DuplicateLines,
            Movements = await session.QueryAsync(
                $"""
                SELECT line_number, accounting_date, value_date, amount_cents, description, provvisorio, is_pago_pa FROM staged_lines
                    ORDER BY line_number LIMIT {StatementPreview.MovementsMax}
                """,
                r => new PreviewedMovement
                {
                    LineNumber = r.GetInt32(0),
                    AccountingDate = r.GetFieldValue<DateOnly>(1),
                    ValueDate = r.IsDBNull(2) ? null : r.GetFieldValue<DateOnly>(2),
                    AmountCents = r.GetInt64(3),
                    Description = r.GetString(4),
                    Provvisorio = r.IsDBNull(5) ? null : r.GetString(5),
                    IsPagoPa = r.GetBoolean(6),
                },
                ct
            ),
        };
    }
}
