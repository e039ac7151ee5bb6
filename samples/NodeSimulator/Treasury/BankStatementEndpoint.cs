using System.Globalization;
using PagoDigitale.Core.Calendar;
using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.Treasury;

internal static class BankStatementEndpoint
{
    private const int UnrelatedMax = 100_000;

    public static void MapBankStatement(this WebApplication app) =>
        app.MapGet(
            "/bank-statement",
            (string organization, int? unrelated, string? shortFlow, Book book, TimeProvider clock) =>
            {
                if (unrelated is < 0 or > UnrelatedMax)
                    return Results.Problem($"unrelated is 0 to {UnrelatedMax}.", statusCode: 400);
                var flows = book.FlowsOf(organization);
                Shortfall? shortfall = null;
                if (shortFlow is not null && !TryParse(shortFlow, out shortfall))
                    return Results.Problem("shortFlow is <flussoId>:<cents>.", statusCode: 400);
                if (shortfall is not null && flows.All(flow => flow.FlussoId != shortfall.FlussoId))
                    return Results.Problem($"No flow {shortfall.FlussoId} of that organization.", statusCode: 404);
                book.Save();
                var today = RomeTime.LegalDate(clock.GetUtcNow());
                return Results.File(
                    BankStatement.Write(flows, unrelated ?? 0, shortfall, today),
                    "text/csv; charset=windows-1252",
                    $"movimenti-{organization}.csv"
                );
            }
        );

    private static bool TryParse(string text, out Shortfall? shortfall)
    {
        shortfall = null;
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var cents))
            return false;
        shortfall = new Shortfall(text[..colon], cents);
        return true;
    }
}
