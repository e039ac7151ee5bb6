using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;

namespace PagoDigitale.Api.Features.Receipts;

public sealed class PaymentsTold(
    ReportedPaymentWriter reported,
    RevocationWriter revocations,
    InstalmentMarkWriter marks,
    IReceiptsAwaited awaited
) : IPaymentsTold
{
    public async Task TakeAsync(Guid flow, Guid? superseded, IReadOnlyCollection<Guid> instalments, CancellationToken ct)
    {
        var touched = instalments.ToHashSet();
        if (superseded is { } older)
            touched.UnionWith(await reported.ReviseAsync(older, ct));
        await marks.RefreshAsync(touched, ct);
        // A receipt that is whole now may have been one in part.
        await marks.RefreshAsync(await reported.SettleAsync(flow, ct), ct);
        await revocations.RefreshFlowsAsync(superseded is { } before ? [flow, before] : [flow], ct);
        await awaited.ToldAsync(flow, superseded, ct);
    }
}
