using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// Debts that current rendicontazioni tell of as paid, or paid in part, and that no receipt proves as a whole, as SQL. $1 is the
/// organization. The ledger has them on receivables still.
/// </summary>
public static class ToldDebtSql
{
    /// <summary>Row w tells of money whose receipt is not here; the condition of an index.</summary>
    private const string Awaited =
        "w.receipt_record_id IS NULL AND w.instalment_id IS NOT NULL AND w.amount_cents > 0 AND w.outcome_code <> 3";

    /// <summary>instalment_id, awaited: of all instalments.</summary>
    public static SqlText Awaiting { get; } =
        SqlText.Statement(
            typeof(ToldDebtSql),
            "AwaitedDebts.sql",
            (
                "told",
                Debts(
                    $"i.instalment_id IN (SELECT w.instalment_id FROM door.rendicontazione_rows w WHERE w.organization_id = $1 "
                        + $"AND {Awaited})"
                )
            )
        );

    /// <param name="where">Narrows instalments i.</param>
    public static SqlText Debts(string where) => SqlText.Part(typeof(ToldDebtSql), "ToldDebts.sql", ("where", where), ("awaited", Awaited));
}
