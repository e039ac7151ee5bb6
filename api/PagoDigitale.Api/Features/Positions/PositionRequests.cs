using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What the lines of positions say of requests to pay: what the node would be told now.</summary>
public sealed class PositionRequests(RegistryQueries registry)
{
    public async Task<Func<Transfer, RequestToPay>> OfAsync(Position position, CancellationToken ct)
    {
        var services = await registry.ServicesAsync(
            position.Instalments.SelectMany(i => i.Transfers).Select(t => t.ServiceCode).OfType<string>().Prepend(position.ServiceCode),
            ct
        );
        return transfer =>
            TransferCategory.Effective(
                position.RequestToPay,
                transfer.TaxonomyCode,
                services[transfer.ServiceCode ?? position.ServiceCode].RequestToPay
            );
    }

    /// <summary>Whether pagoPA may push what is open of it; null where that is nobody's question yet, or any more.</summary>
    public async Task<bool?> MayBePushedAsync(Position position, CancellationToken ct)
    {
        var open = position.Instalments.Where(IsOpen).SelectMany(i => i.Transfers).ToList();
        if (position.State == PositionState.Draft || open.Count == 0)
            return null;
        var request = await OfAsync(position, ct);
        // Of a notice with several transfers one that forbids it is enough (SANP 3.12, SEPA RTP).
        return open.TrueForAll(t => request(t) == RequestToPay.Allowed);
    }

    public static bool IsOpen(Instalment instalment) =>
        instalment.IsLive && instalment.State != InstalmentState.Void && !InstalmentLifeCycle.IsSettled(instalment.State);
}
