using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.RefusedMessages;

/// <summary>
/// Sends a message once more to whoever takes messages of its kind. What was taken stays taken; what was dismissed may be taken
/// after all. Refused again, it stays as it is.
/// </summary>
public sealed class RefusedMessageReplay(
    RefusedMessageRows rows,
    RefusedMessageContent contents,
    IEnumerable<IMessageReplay> replays,
    TenantSession session,
    RefusedMessageEventWriter events,
    TimeProvider clock
)
{
    public async Task<Outcome<RefusedMessageModel>> RunAsync(string refusedMessage, CancellationToken ct)
    {
        var read = await rows.LockAsync(refusedMessage, ct);
        if (read.Error is not null || read.Value!.State == RefusedMessageState.Taken)
            return read;
        var replay = replays.FirstOrDefault(r => r.Takes(read.Value.Kind));
        if (Decide(read.Value, replay is not null) is { } refused)
            return refused;
        var content = await contents.ReadAsync(refusedMessage, ct);
        if (content.Error is { } missing)
            return missing;
        var taken = await replay!.ReplayAsync(
            new(session.Organization, read.Value.Kind, read.Value.Source, content.Value!.MediaType, content.Value.Bytes),
            ct
        );
        if (taken.Error is { } refusal)
            return refusal;
        await MarkAsync(refusedMessage, taken.Value!, ct);
        return await rows.ReadAsync(refusedMessage, ct);
    }

    /// <summary>Null where it can be replayed.</summary>
    private static ApiError? Decide(RefusedMessageModel message, bool isTakenBySomebody) =>
        message switch
        {
            { Kind: RefusedMessageKind.BankStatement } => NotReplayable(RefusedMessagesTexts.UploadStatementAgain),
            { IsCut: true } => NotReplayable(RefusedMessagesTexts.OnlyBeginningIsHere),
            _ when !isTakenBySomebody => NotReplayable(RefusedMessagesTexts.QuestionHadItsAnswer),
            _ => null,
        };

    private static ApiError NotReplayable(Message remedy) =>
        ApiError.Conflict("not-replayable", RefusedMessagesTexts.NotReplayable, remedy);

    private async Task MarkAsync(string refusedMessage, ReplayedMessage taken, CancellationToken ct)
    {
        // Whoever took it may have found it here, and said so.
        var before = await session.ScalarAsync<string>(
            """
            UPDATE refused_messages SET state = 'taken', taken_as = $3, taken_by_organization = $4, dismissal_reason = NULL, settled_at = $5
            WHERE organization_id = $1 AND refused_message_id = $2
            RETURNING (SELECT o.state FROM refused_messages o WHERE o.organization_id = $1 AND o.refused_message_id = $2)
            """,
            ct,
            session.Organization,
            RefusedMessageRows.IdOf(refusedMessage),
            taken.TakenAs,
            taken.Organization,
            clock.GetUtcNow()
        );
        if (before != StateText.Of(RefusedMessageState.Taken))
            await events.EmitAsync(RefusedMessageRows.IdOf(refusedMessage), m => new RefusedMessageTaken(m), ct);
    }
}
