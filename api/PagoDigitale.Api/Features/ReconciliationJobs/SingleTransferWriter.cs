using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// Matches movements that pay out one payment (/RFB/, /RFS/) to its receipt, by IUV and own share. No rendicontazione
/// announces them: the movement stands for the report too. Receipts a rendicontazione reports are left to it.
/// </summary>
public sealed class SingleTransferWriter(TenantSession session, MovementLinkWriter links, MovementEventWriter events)
{
    private static readonly SqlText _pairs = SqlText.Statement(typeof(SingleTransferWriter), "SingleTransfers.sql");

    public async Task MatchAsync(RunScope scope, CancellationToken ct)
    {
        if (scope.FlussoId is not null)
            return;
        var pairs = await PairsAsync(scope, ct);
        await links.LinkReceiptsAsync(pairs, ct);
        await events.EmitSingleAsync(pairs, ct);
    }

    private Task<List<(Guid Movement, Guid Receipt)>> PairsAsync(RunScope scope, CancellationToken ct) =>
        session.QueryAsync(_pairs, r => (r.GetGuid(0), r.GetGuid(1)), ct, session.Organization, scope.StatementId);
}
