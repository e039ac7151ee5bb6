using PagoDigitale.Api.Features.Allocations.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.Reversali.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// Regularised is never more than collected, and collected never more than issued: for each payment and each accertamento, not
/// in the sum, where one too many and one too few would hide each other. What is collected of a debt is settled in the ledger, so no
/// money is a payer's credit and somebody's collected payment at once; and what counts as paid has money.
/// One statement sees one moment.
/// </summary>
public sealed class BookedControlQueries(TenantSession session)
{
    /// <summary>
    /// Of instalments that have, among the payments reported for them, one that is not simply theirs. A row without a receipt counts as
    /// collected before the ledger has its payment. Amounts may differ, where a PSP reports another one than the receipt has.
    /// </summary>
    private static readonly SqlText _collectedAndSettled = SqlText.Part(
        typeof(BookedControlQueries),
        "CollectedAndSettled.sql",
        (
            "reported",
            CollectedSql.ReportedPayments(
                "r.state <> 'superseded' AND w.instalment_id = ANY (ARRAY(SELECT instalment_id FROM touched))",
                isSummed: true
            )
        ),
        ("unreported", CollectedSql.UnreportedPayments("c.instalment_id = ANY (ARRAY(SELECT instalment_id FROM touched))")),
        ("collected", CollectedSql.Collected),
        ("has_unproved_row", HasUnprovedRow("k"))
    );

    private static readonly SqlText _controls = SqlText.Statement(
        typeof(BookedControlQueries),
        "BookedControls.sql",
        ("excess", CorrectionSql.Excess),
        ("shortfall", ShortfallSql.Flows),
        ("beyond_issued", AccertamentoTotalsSql.BeyondIssued),
        ("collected_and_settled", _collectedAndSettled),
        ("overdrawn_cents", PayerCreditSql.OverdrawnCents),
        ("overdrawn", PayerCreditSql.Overdrawn),
        ("has_unproved_row", HasUnprovedRow("i"))
    );

    public Task<List<LedgerControl>> ReadAsync(CancellationToken ct) =>
        session.QueryAsync(_controls, r => LedgerControl.Of(r.GetString(0), r.GetInt64(1), r.GetInt64(2)), ct, session.Organization);

    private static string HasUnprovedRow(string instalment) =>
        $"""
            EXISTS (SELECT FROM door.rendicontazione_rows w
                JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
                    AND r.state <> 'superseded'
                WHERE w.organization_id = $1 AND w.instalment_id = {instalment}.instalment_id AND w.receipt_record_id IS NULL
                  AND w.amount_cents > 0 AND w.outcome_code <> 3)
            """;
}
