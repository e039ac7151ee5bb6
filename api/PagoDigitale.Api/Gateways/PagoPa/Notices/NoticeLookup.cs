using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>
/// Everything a question about a notice needs: the notice is read, together with what others ask at that moment or, when its data are
/// asked for, by itself in one round trip with the mark that its payment is in progress. The envelope is kept with the entry of the
/// activity log, many questions in one transaction (Platform/ActivityLog). That one reaches the disk before the data of a payment are
/// told, and the mark, which was written before it, has reached it then too.
/// </summary>
public sealed class NoticeLookup(AppDataSource source, QuestionsTogether together)
{
    public const string VerifyKind = "node-verify";
    public const string PaymentKind = "node-payment";

    /// <summary>As long as a payer may take; the node itself inhibits a second payment meanwhile.</summary>
    private static readonly TimeSpan PaymentTime = TimeSpan.FromMinutes(30);

    /// <summary>Null when the organization is not ours.</summary>
    public async Task<NoticeFacts?> ReadAsync(NodeCall call, string organization, string noticeNumber, CancellationToken ct)
    {
        var facts = await together.ReadAsync(new(organization, call.Station, noticeNumber), ct);
        if (facts is not null)
            call.KeepAs(VerifyKind, organization);
        return facts;
    }

    /// <summary>Also marks the payment as in progress, if the notice can be paid. The position stays open (SANP, best practice).</summary>
    public async Task<NoticeFacts?> ReadForPaymentAsync(
        NodeCall call,
        string organization,
        string broker,
        string noticeNumber,
        CancellationToken ct
    )
    {
        await using var batch = source.Questions.CreateBatch();
        batch.BatchCommands.Add(NoticeRows.AsTenant(organization));
        batch.BatchCommands.Add(PaymentInProgress.LockOf(organization, noticeNumber));
        NoticeRows.AddTo(batch, organization, [new(organization, call.Station, noticeNumber)]);
        batch.BatchCommands.Add(
            PaymentInProgress.MarkOf(
                organization,
                noticeNumber,
                RomeTime.LegalDate(call.ReceivedAt),
                (call.Station, broker),
                call.ReceivedAt + PaymentTime
            )
        );
        await using var reader = await batch.ExecuteReaderAsync(ct);
        // The tenant's name and the lock.
        await reader.NextResultAsync(ct);
        await reader.NextResultAsync(ct);
        var facts = (await NoticeRows.ReadAsync(reader, 1, ct))[0];
        if (facts is not null)
            call.KeepAs(PaymentKind, organization);
        return facts;
    }

    /// <summary>
    /// The payment's data could not be told, so nobody is paying: the mark is again what it was, unless somebody asked meanwhile.
    /// </summary>
    public async Task TakeBackAsync(NodeCall call, string organization, string noticeNumber, DateTimeOffset? before, CancellationToken ct)
    {
        await using var batch = source.Questions.CreateBatch();
        batch.BatchCommands.Add(NoticeRows.AsTenant(organization));
        batch.BatchCommands.Add(PaymentInProgress.TakeBackOf(organization, noticeNumber, call.ReceivedAt + PaymentTime, before));
        await batch.ExecuteNonQueryAsync(ct);
    }
}
