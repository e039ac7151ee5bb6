using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions.Accounts;

public sealed class ReadIbanReplacementHandler(IbanReplacementLookup replacements)
{
    public async Task<Outcome<IbanReplacementModel>> RunAsync(string replacement, CancellationToken ct)
    {
        var found = await replacements.FindAsync(replacement, forUpdate: false, ct);
        return found.Error is { } error ? error : await replacements.ToModelAsync(found.Value!, ct);
    }
}
