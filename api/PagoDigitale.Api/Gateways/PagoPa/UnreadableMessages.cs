using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Text;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Gateways.PagoPa;

/// <summary>
/// What could not be read. It may be a receipt, that is money that moved, in a form nobody foresaw: it is listed for the
/// organization it names, as far as that can be seen, otherwise for the platform.
/// </summary>
public sealed class UnreadableMessages(TenantScopes scopes)
{
    public const string Kind = "node-unreadable";

    private const string NobodyFiscalCode = "00000000000";
    private const int StationLengthMax = 35;
    private const long WholeBytesMax = 1L << 30;

    /// <summary>
    /// An answer without response when not even the primitive is known, because no response root would fit, and when there is
    /// no room left to keep what may be money: it comes again then.
    /// </summary>
    public async Task<NodeAnswer> KeepAsync(NodeCall call, PaOperation? operation, WireError error, CancellationToken ct)
    {
        var seen = MessageGlimpse.Of(call.Envelope);
        var message = RefusedMessage.OfNode(
            operation,
            error.Code,
            error.Description,
            Clip(call.Station),
            call.MediaType,
            call.Envelope,
            seen
        ) with
        {
            RawKind = Kind,
        };
        await using var scope = await OpenAsync(seen.Organization, ct);
        var isKept = await scope.Get<RefusedMessageWriter>().KeepAsync(message, null, ct) is not null;
        if (isKept)
            await scope.CommitAsync(ct);
        var organization = scope.Session.Organization == TenantSession.Platform ? null : scope.Session.Organization;
        return operation is { } known && (isKept || message.Kind == RefusedMessageKind.Question)
            ? new(new FaultResponse(known, PaFault.Of(error, BrokerOf(call.Station))), organization)
            : new(null, organization);
    }

    /// <summary>
    /// What is larger than anything the node sends. Its beginning is listed, which may tell whose it is, and the rest is not read:
    /// who sends may not fill the disk. There is no valid answer.
    /// </summary>
    public async Task<NodeAnswer> KeepBeginningAsync(NodeCall call, PaOperation? operation, long wholeBytes, CancellationToken ct)
    {
        var seen = MessageGlimpse.Of(call.Envelope);
        var message = RefusedMessage.OfNode(
            operation,
            PaFaultCodes.SintassiExtraXsd,
            PagoPaTexts.TooLarge.With(NodeEndpoint.EnvelopeLengthMax / (1024 * 1024)),
            Clip(call.Station),
            call.MediaType,
            call.Envelope,
            seen
        ) with
        {
            RawKind = Kind,
            Kind = RefusedMessageKind.Unknown,
            WholeBytes = Math.Min(wholeBytes, WholeBytesMax),
        };
        await using var scope = await OpenAsync(seen.Organization, ct);
        if (await scope.Get<RefusedMessageWriter>().KeepAsync(message, null, ct) is not null)
            await scope.CommitAsync(ct);
        return new(null, scope.Session.Organization == TenantSession.Platform ? null : scope.Session.Organization)
        {
            Code = PaFaultCodes.SintassiExtraXsd,
        };
    }

    public static string Clip(string station) => Clipped.To(station, StationLengthMax);

    private async Task<TenantScope> OpenAsync(string? organization, CancellationToken ct)
    {
        if (organization is not null)
        {
            var scope = await scopes.OpenAsync(organization, ct);
            if (
                await scope.Session.ScalarAsync<bool>(
                    "SELECT EXISTS (SELECT FROM door.organizations WHERE organization_id = $1)",
                    ct,
                    organization
                )
            )
                return scope;
            await scope.DisposeAsync();
        }
        return await scopes.OpenAsync(TenantSession.Platform, ct);
    }

    /// <summary>A station's code begins with its broker's fiscal code.</summary>
    private static string BrokerOf(string station) =>
        station.Length >= 11 && !station.AsSpan(0, 11).ContainsAnyExceptInRange('0', '9') ? station[..11] : NobodyFiscalCode;
}
