using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.BankStatements;

public sealed class ReadBankStatementHandler(BankStatementRows rows)
{
    public async Task<Outcome<BankStatementModel>> RunAsync(string statement, CancellationToken ct) =>
        PublicId.TryParse(statement, "bst", out var id) && await rows.FindAsync(id, ct) is { } found
            ? found
            : BankStatementRows.NotFound(statement);
}
