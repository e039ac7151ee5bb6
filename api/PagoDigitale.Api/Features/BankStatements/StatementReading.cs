using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Remittance;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>How a file is laid out, and what of it stands in the table of the transaction.</summary>
public sealed record StatementInHand(StatementLayout Layout, StagedStatement Staged);

/// <summary>What an upload and a preview do alike: a file becomes lines in a table of the transaction, or is refused.</summary>
public sealed class StatementReading(TenantSession session, StagedLineWriter staging, TimeProvider clock)
{
    private const int LinesInRefusalMax = 10;

    /// <summary>A file of a hundred mebibytes has a million lines.</summary>
    private const int StatementSeconds = 600;

    public async Task<Outcome<StatementInHand>> ReadAsync(StatementParameters parameters, SpooledUpload file, CancellationToken ct)
    {
        if (NoText(file) is { } binary)
            return binary;
        session.CommandTimeout = StatementSeconds;
        var reader = new StatementReader(file.OpenRead, parameters, RomeTime.LegalDate(clock.GetUtcNow()));
        var layout = reader.Recognise();
        if (layout is not null && reader.MoneyOutAsAmount(layout) is { } wrongColumn)
            return ApiError.Invalid([wrongColumn]);
        var staged = layout is null ? null : await staging.StageAsync(reader.Read(layout), await KnownFlowsAsync(ct), ct);
        return staged is { Movements: > 0 } ? new StatementInHand(layout!, staged) : NoMovements(parameters, staged?.RejectedLines ?? []);
    }

    private static ApiError? NoText(SpooledUpload file)
    {
        using var content = file.OpenRead();
        return StatementFile.NoText(content);
    }

    private async Task<FlussoIdSet> KnownFlowsAsync(CancellationToken ct) =>
        new(
            await session.QueryAsync(
                "SELECT flusso_id FROM door.rendicontazioni WHERE organization_id = $1 AND state <> 'superseded'",
                r => r.GetString(0),
                ct,
                session.Organization
            )
        );

    /// <summary>With the lines that were almost movements, so that the caller sees which column or day is wrong.</summary>
    private static ApiError NoMovements(StatementParameters parameters, IReadOnlyList<RejectedLine> rejected) =>
        ApiError.Invalid([
            StatementColumns.Given(parameters) is { } columns
                ? new(
                    "body",
                    "no-movements",
                    BankStatementsTexts.NoMovements.With(columns.Date, columns.Amount),
                    BankStatementsTexts.CheckColumns
                )
                : new("body", "columns-unrecognised", BankStatementsTexts.NoHeadings, BankStatementsTexts.SendColumns),
            .. rejected
                .Take(LinesInRefusalMax)
                .Select(l => new FieldError(l.Field, l.Code, BankStatementsTexts.OnLine.With(l.LineNumber, l.Message), l.Remedy)),
        ]) with
        {
            Code = "no-movements",
            Title = BankStatementsTexts.NothingRead,
        };
}
