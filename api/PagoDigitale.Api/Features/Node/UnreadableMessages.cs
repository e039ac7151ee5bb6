using PagoDigitale.Api.Platform.RawStore;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Api.Features.Node;

/// <summary>
/// What could not be read names no organization: the platform keeps it. It may be a receipt, that is money that moved,
/// in a form nobody foresaw.
/// </summary>
public sealed class UnreadableMessages(TenantScopes scopes)
{
    public const string Kind = "node-unreadable";

    private const string NobodyFiscalCode = "00000000000";
    private const int StationLengthMax = 35;

    /// <summary>An answer without response when not even the primitive is known: no response root would fit.</summary>
    public async Task<NodeAnswer> KeepAsync(NodeCall call, PaOperation? operation, WireError error, CancellationToken ct)
    {
        await using var scope = await scopes.OpenForReceiptAsync(TenantSession.Platform, ct);
        await scope.Get<InboundMessages>().StoreAsync(Kind, call.MediaType, call.Envelope, null, Clip(call.Station), ct);
        await scope.CommitAsync(ct);
        return new(operation is { } known ? new FaultResponse(known, PaFault.Of(error, BrokerOf(call.Station))) : null, null);
    }

    public static string Clip(string station) => station.Length <= StationLengthMax ? station : station[..StationLengthMax];

    /// <summary>A station's code begins with its broker's fiscal code.</summary>
    private static string BrokerOf(string station) =>
        station.Length >= 11 && !station.AsSpan(0, 11).ContainsAnyExceptInRange('0', '9') ? station[..11] : NobodyFiscalCode;
}
