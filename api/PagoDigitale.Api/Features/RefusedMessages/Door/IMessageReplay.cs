using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.RefusedMessages.Door;

/// <param name="Organization">Whose it is, '*' where the message did not tell.</param>
public sealed record MessageToReplay(string Organization, RefusedMessageKind Kind, string Source, string MediaType, byte[] Content);

/// <param name="TakenAs">Public identifier of the receipt or the rendicontazione it became.</param>
/// <param name="Organization">Whose that is.</param>
public sealed record ReplayedMessage(string TakenAs, string Organization);

/// <summary>Takes a message that was refused before, as if it came now. Whoever takes messages brings one.</summary>
public interface IMessageReplay
{
    bool Takes(RefusedMessageKind kind);

    Task<Outcome<ReplayedMessage>> ReplayAsync(MessageToReplay message, CancellationToken ct);

    /// <summary>Nobody will take it: what its taker kept of it is given up.</summary>
    /// <param name="message">Key of the raw message.</param>
    Task DismissAsync(Guid message, CancellationToken ct) => Task.CompletedTask;
}
