using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.RefusedMessages.Door;

/// <summary>Tells what became of a refused message, as it is when it is called. Those of the platform are nobody's news.</summary>
public sealed class RefusedMessageEventWriter(TenantSession session, EventLog events)
{
    public async Task EmitAsync(Guid message, Func<RefusedMessageFacts, RefusedMessageEvent> told, CancellationToken ct)
    {
        if (session.Organization != TenantSession.Platform)
            await events.EmitAsync(told(await FactsAsync(message, ct)), ct);
    }

    private async Task<RefusedMessageFacts> FactsAsync(Guid message, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT kind, primitive, state, code, notice_number, amount_cents, taken_as FROM refused_messages
                WHERE organization_id = $1 AND refused_message_id = $2
                """,
                r => new RefusedMessageFacts(
                    PublicId.Format(RefusedMessageWriter.Prefix, message),
                    StateText.Parse<RefusedMessageKind>(r.GetString(0)),
                    r.IsDBNull(1) ? null : r.GetString(1),
                    StateText.Parse<RefusedMessageState>(r.GetString(2)),
                    r.GetString(3),
                    r.IsDBNull(4) ? null : r.GetString(4),
                    r.IsDBNull(5) ? null : r.GetInt64(5),
                    r.IsDBNull(6) ? null : r.GetString(6)
                ),
                ct,
                session.Organization,
                message
            )
        ).Single();
}
