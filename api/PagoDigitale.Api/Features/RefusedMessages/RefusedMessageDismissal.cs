using FluentValidation;
using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.RefusedMessages;

public sealed record DismissalInput
{
    public required string Reason { get; init; }
}

public sealed class DismissalInputValidator : AbstractValidator<DismissalInput>
{
    public DismissalInputValidator() => RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
}

/// <summary>Puts a message aside, with the reason. Dismissed again, it keeps the first one.</summary>
public sealed class RefusedMessageDismissal(
    RefusedMessageRows rows,
    IEnumerable<IMessageReplay> takers,
    TenantSession session,
    RefusedMessageEventWriter events,
    TimeProvider clock
)
{
    public async Task<Outcome<RefusedMessageModel>> RunAsync(string refusedMessage, DismissalInput input, CancellationToken ct)
    {
        var read = await rows.LockAsync(refusedMessage, ct);
        if (read.Error is not null || read.Value!.State == RefusedMessageState.Dismissed)
            return read;
        var dismissed = await session.ScalarAsync<Guid?>(
            """
            UPDATE refused_messages SET state = 'dismissed', dismissal_reason = $3, settled_at = $4
            WHERE organization_id = $1 AND refused_message_id = $2 AND state = 'open'
            RETURNING message_id
            """,
            ct,
            session.Organization,
            RefusedMessageRows.IdOf(refusedMessage),
            input.Reason,
            clock.GetUtcNow()
        );
        if (dismissed is not { } message)
            return ApiError.Conflict("refused-message-taken", RefusedMessagesTexts.Taken, RefusedMessagesTexts.NothingToDismiss);
        if (takers.FirstOrDefault(t => t.Takes(read.Value.Kind)) is { } taker)
            await taker.DismissAsync(message, ct);
        await events.EmitAsync(RefusedMessageRows.IdOf(refusedMessage), m => new RefusedMessageDismissed(m), ct);
        return await rows.ReadAsync(refusedMessage, ct);
    }
}
