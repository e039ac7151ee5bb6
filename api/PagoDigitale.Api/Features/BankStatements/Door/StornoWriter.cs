using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements.Door;

/// <summary>A debit takes back so much of a credit.</summary>
public sealed record Storno(Guid Debit, Guid Credit, long AmountCents);

/// <summary>
/// What follows when money is taken back. The whole of a credit: both movements are <c>reversed</c> and bring nothing, and what
/// the credit had paid out waits for its money again. A part of it: the debit stands beside the credit, and the flow has what
/// they bring together. Reversali that had booked the money are named by the event and kept with the storno: they stay as
/// they are, and what is missing of them is a correction case until it comes again. The caller holds <see cref="ReconciliationLock"/>.
/// </summary>
public sealed class StornoWriter(TenantSession session, MovementLinkWriter links, IBookedMovements reversali, MovementEventWriter events)
{
    public async Task ReverseAsync(IReadOnlyList<Storno> stornos, CancellationToken ct)
    {
        if (stornos.Count == 0)
            return;
        var credits = stornos.Select(p => p.Credit).ToArray();
        var debits = stornos.Select(p => p.Debit).ToArray();
        var booked = await reversali.TakeBackAsync(stornos, flow: null, ct);
        await links.UnlinkAsync(credits, ct);
        await session.ExecuteAsync(
            """
            UPDATE bank_movements m SET state = 'reversed', counterpart_id = n.other
            FROM (SELECT unnest($2::uuid[] || $3::uuid[]) AS id, unnest($3::uuid[] || $2::uuid[]) AS other) n
            WHERE m.organization_id = $1 AND m.movement_id = n.id
            """,
            ct,
            session.Organization,
            credits,
            debits
        );
        await TellAsync(stornos, booked, ct);
    }

    /// <summary>Takes a part of a credit back from one of the flows that it pays out.</summary>
    public async Task ReversePartAsync(IReadOnlyList<Storno> stornos, Guid flow, CancellationToken ct)
    {
        var booked = await reversali.TakeBackAsync(stornos, flow, ct);
        await session.ExecuteAsync(
            """
            UPDATE bank_movements m SET counterpart_id = n.credit FROM unnest($2::uuid[], $3::uuid[]) AS n(debit, credit)
            WHERE m.organization_id = $1 AND m.movement_id = n.debit
            """,
            ct,
            session.Organization,
            stornos.Select(s => s.Debit).ToArray(),
            stornos.Select(s => s.Credit).ToArray()
        );
        await links.LinkAsync([.. stornos.Select(s => new MovementLink(s.Debit, flow, -s.AmountCents, IsDecided: true))], ct);
        await TellAsync(stornos, booked, ct);
    }

    private Task TellAsync(IReadOnlyList<Storno> stornos, ILookup<Guid, Guid> booked, CancellationToken ct) =>
        events.EmitAsync(
            [
                .. stornos.Select(s =>
                    (
                        s.Credit,
                        (Func<MovementFacts, MovementEvent>)(
                            m => new MovementReversed(
                                m,
                                PublicId.Format("mov", s.Debit),
                                s.AmountCents,
                                [.. booked[s.Debit].Select(r => PublicId.Format("rev", r))]
                            )
                        )
                    )
                ),
            ],
            ct
        );
}
