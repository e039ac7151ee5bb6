using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Rendicontazioni;

/// <summary>Takes a rendicontazione that was refused, as if it came now, in the transaction of the replay.</summary>
public sealed class RendicontazioneReplay(
    RendicontazioneIntakeHandler intake,
    RendicontazioneWriter writer,
    IEnumerable<IFetchedFlows> fetched
) : IMessageReplay
{
    public bool Takes(RefusedMessageKind kind) => kind == RefusedMessageKind.Rendicontazione;

    public async Task<Outcome<ReplayedMessage>> ReplayAsync(MessageToReplay message, CancellationToken ct)
    {
        var taken = await intake.TakeAsync(message.Content, message.Source, ct, isReplay: true);
        if (taken.Error is { } refusal)
            return refusal with { Code = "replay-refused", Title = ReplayTexts.NotTakenYet };
        foreach (var fetcher in fetched)
            await fetcher.TakenAsync(message.Content, taken.Value!.Value, ct);
        return new ReplayedMessage(PublicId.Format("rnd", taken.Value!.Value), message.Organization);
    }

    public Task DismissAsync(Guid message, CancellationToken ct) => writer.GiveUpAsync(message, ct);
}
