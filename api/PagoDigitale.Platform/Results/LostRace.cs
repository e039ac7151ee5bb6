using Npgsql;

namespace PagoDigitale.Platform.Results;

/// <summary>
/// What two requests at the same moment collided over. Only for the thing that a request makes is it true that another one has
/// just made the same; for what it writes beside it (a debtor, a movement, a counter) there is nothing the caller did twice, and
/// the request succeeds when it is sent again.
/// </summary>
public static class LostRace
{
    private static readonly HashSet<string> Made = new(StringComparer.Ordinal)
    {
        "organizations",
        "clients",
        "ibans",
        "stations",
        "units",
        "services",
        "accertamenti",
        "positions",
        "flows",
        "rendicontazioni",
        "bank_statements",
        "reconciliation_jobs",
        "reversali",
    };

    public static ApiError Of(PostgresException error) =>
        error.TableName switch
        {
            "instalments" => ApiError.Conflict("notice-number-taken", DatabaseTexts.NoticeNumberTaken, DatabaseTexts.UseAnotherNumber),
            { } table when Made.Contains(table) => ApiError.Conflict(
                "concurrent-duplicate",
                DatabaseTexts.JustCreated,
                DatabaseTexts.ReadIt
            ),
            _ => DatabaseFailure.Contended,
        };
}
