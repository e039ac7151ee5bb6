using PagoDigitale.Core.Languages;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>A receipt that somebody has as a file.</summary>
public sealed record ReceiptAsFile(byte[] Content, string MediaType, string? Name);

/// <param name="Receipt">That is here now; null when it was refused.</param>
/// <param name="Refusal">Why it was not taken, and at which element.</param>
public sealed record TakenFile(ReceiptFate Fate, Guid? Receipt, FieldError? Refusal = null);

/// <summary>Takes receipts that people have as files, with the effects of those that the node brings.</summary>
public sealed class ReceiptFileIntake(ReceiptIntakeHandler intake, InboundMessages messages, TimeProvider clock)
{
    private const string Kind = "receipt-upload";
    private const string Source = "upload";

    /// <summary>One, in the caller's transaction, of which nothing is to be kept where it is refused.</summary>
    public async Task<TakenFile> TakeAsync(ReceiptAsFile file, CancellationToken ct)
    {
        var reading = ReceiptFileForm.Read(file.Content);
        if (!reading.IsOk)
            return Unreadable(reading.Error.Description);
        // Of a repetition too: it is rolled back with the refusal, or is one copy more of what is here.
        var message = await messages.StoreAsync(Kind, file.MediaType, file.Content, file.Name, Source, ct);
        var taken = await intake.TakeAsync(reading.Receipt, reading.Deviations, ReceiptOrigin.Upload, message, ct);
        if (taken.Fate == ReceiptFate.Contradictory)
            return new(taken.Fate, null, new(taken.Element, "receipt-contradictory", taken.Contradiction!, ReceiptsTexts.AskForOriginal));
        if (taken.Fate == ReceiptFate.AlreadyHere)
            await messages.ForgetAsync(message, ct);
        return new(taken.Fate, taken.RecordId);
    }

    /// <summary>
    /// Of several those that are what nearly all are (<see cref="ReceiptIntakeHandler.TakeFirstAsync"/>), and those that cannot be read.
    /// </summary>
    /// <returns>By their places in the list; those that are missing are for <see cref="TakeAsync"/>.</returns>
    public async Task<IReadOnlyDictionary<int, TakenFile>> TakeFirstAsync(IReadOnlyList<ReceiptAsFile> files, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcomes = new Dictionary<int, TakenFile>();
        var brought = new Dictionary<Guid, (int Place, BroughtReceipt Receipt)>();
        for (var i = 0; i < files.Count; i++)
        {
            var reading = ReceiptFileForm.Read(files[i].Content);
            var message = Guid.CreateVersion7(now);
            if (reading.IsOk)
                brought.Add(message, (i, new(reading.Receipt, reading.Deviations, message) { Origin = ReceiptOrigin.Upload }));
            else
                outcomes.Add(i, Unreadable(reading.Error.Description));
        }
        var taken = await intake.TakeFirstAsync([.. brought.Values.Select(b => b.Receipt)], ct);
        foreach (var (message, receipt) in taken)
            outcomes.Add(brought[message].Place, new(ReceiptFate.Taken, receipt));
        if (taken.Count > 0)
            await messages.StoreAsync(
                [
                    .. taken.Keys.Select(m =>
                    {
                        var file = files[brought[m].Place];
                        return new InboundMessage(m, Kind, file.MediaType, file.Content, Source, now);
                    }),
                ],
                ct
            );
        return outcomes;
    }

    private static TakenFile Unreadable(Message why) =>
        new(ReceiptFate.Contradictory, null, new("body", "receipt-unreadable", why, ReceiptsTexts.SendAsItCame));
}
