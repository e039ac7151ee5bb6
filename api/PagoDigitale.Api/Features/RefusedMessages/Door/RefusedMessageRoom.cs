namespace PagoDigitale.Api.Features.RefusedMessages.Door;

/// <summary>
/// How much an organization (or the platform) keeps of what it refused. Whoever may send could otherwise fill the disk. Only
/// open messages take room, each kind its own: a flood of questions leaves the room of receipts alone. Where there is none
/// left a message that may be money gets no valid answer, so it comes again once somebody has tidied up.
/// </summary>
public sealed class RefusedMessageRoom(IConfiguration configuration)
{
    private readonly int _countMax = configuration.GetValue("PagoDigitale:RefusedMessages:CountMax", 10_000);
    private readonly long _bytesMax = configuration.GetValue("PagoDigitale:RefusedMessages:MegabytesMax", 512) * 1024L * 1024L;

    public bool Allows(RefusedMessageKind kind, long count, long bytes, long size)
    {
        // What is certainly no money, or nobody knows, gets a tenth.
        var share = kind is RefusedMessageKind.Receipt or RefusedMessageKind.Rendicontazione ? 1 : 10;
        return count < Math.Max(_countMax / share, 1) && bytes + size <= _bytesMax / share;
    }
}
