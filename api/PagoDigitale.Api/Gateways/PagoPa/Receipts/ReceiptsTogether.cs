using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.RateLimits;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Gateways.PagoPa.Receipts;

/// <summary>
/// Takes receipts of one organization that come while another is being taken: all in one durable transaction, each answered when it is
/// committed. One alone costs two dozen statements and a wait for the disk, ten together hardly more. Nobody waits for others to come.
///
/// Together go those that are what nearly all are, the first receipt for a debt of ours that nobody holds. The rest, and all of them where
/// anything fails, are taken one by one (<see cref="TakeReceipt"/>): there is time to wait for a lock there, and a message whose meaning
/// fails stays. So no receipt waits for another's position, and none shares another's failure.
/// </summary>
public sealed class ReceiptsTogether(
    TenantScopes scopes,
    TakeReceipt alone,
    ActivityEntries activity,
    KnownHeads heads,
    Turnstiles turnstiles,
    TimeProvider clock,
    ILogger<ReceiptsTogether> log
)
{
    private const int TogetherMax = 32;

    /// <summary>Of one organization: whoever comes when so many wait already would wait in vain.</summary>
    private const int WaitingMax = 256;

    /// <summary>A receipt with the same identifier is being taken elsewhere: rather than all waiting for it, each goes by itself.</summary>
    private const string LockPatience = "1s";

    /// <summary>The node gives up by itself: what waits longer answers nobody.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();

    /// <summary>
    /// Of the organizations whose receipts are being taken, what came meanwhile. One transaction at a time for each: the next one is the
    /// larger for it, and the chain of its activity log is free.
    /// </summary>
    private readonly Dictionary<string, Queue<Waiting>> _waiting = [];

    private sealed class Waiting(NodeCall call, SendRtRequest request, IReadOnlyList<ReceiptDeviation> deviations)
    {
        private int _state;

        public NodeCall Call => call;

        public SendRtRequest Request => request;

        public IReadOnlyList<ReceiptDeviation> Deviations => deviations;

        public Guid Message { get; } = Guid.CreateVersion7(call.ReceivedAt);

        /// <summary>Null where it has to be taken by itself.</summary>
        public TaskCompletionSource<NodeAnswer?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool TryTake() => Interlocked.CompareExchange(ref _state, 1, 0) == 0;

        public bool TryWithdraw() => Interlocked.CompareExchange(ref _state, 2, 0) == 0;
    }

    public async Task<NodeAnswer> TakeAsync(
        NodeCall call,
        SendRtRequest request,
        IReadOnlyList<ReceiptDeviation> deviations,
        CancellationToken ct
    )
    {
        if (StationChecks.IsFiscalCode(request.IdPa) && await TakeTogetherAsync(new(call, request, deviations), ct) is { } answer)
            return answer;
        var organization = StationChecks.IsFiscalCode(request.IdPa) ? request.IdPa : TenantSession.Platform;
        using var place = await EnterAsync(organization, ct);
        return place is null ? NodeAnswer.None : await alone.TakeAsync(call, request, deviations, isReplay: false, ct);
    }

    private async Task<NodeAnswer?> TakeTogetherAsync(Waiting one, CancellationToken ct)
    {
        var organization = one.Request.IdPa;
        Queue<Waiting>? queue;
        bool isFirst;
        lock (_gate)
        {
            isFirst = !_waiting.TryGetValue(organization, out queue);
            if (isFirst)
                _waiting.Add(organization, queue = new());
            if (queue!.Count >= WaitingMax)
            {
                log.LogWarning("A receipt of {Organization} is not taken: {Count} wait already", organization, WaitingMax);
                return NodeAnswer.None;
            }
            queue.Enqueue(one);
        }
        if (isFirst)
            // It outlives this call, and what it does for others is not this call's to be traced as.
            using (ExecutionContext.SuppressFlow())
                _ = GoOnAsync(organization, queue);
        try
        {
            return await one.Answer.Task.WaitAsync(Patience, clock, ct);
        }
        catch (Exception given) when (given is TimeoutException or OperationCanceledException && !one.TryWithdraw())
        {
            // It is being taken at this moment: how that ends is known soon.
            return await one.Answer.Task;
        }
    }

    /// <summary>Ends when nobody waits.</summary>
    private async Task GoOnAsync(string organization, Queue<Waiting> queue)
    {
        // What was answered together comes again together: those that are here already go along.
        await Task.Yield();
        while (Take(organization, queue) is { Count: > 0 } together)
        {
            IReadOnlyDictionary<Waiting, NodeAnswer> answers = new Dictionary<Waiting, NodeAnswer>();
            try
            {
                using var place = await EnterAsync(organization, CancellationToken.None);
                answers = place is null
                    ? together.ToDictionary(w => w, _ => NodeAnswer.None)
                    : await TakeAsync(organization, together, CancellationToken.None);
            }
            catch (Exception error)
            {
                log.LogWarning(
                    "{Count} receipts of {Organization} are taken one by one ({Reason})",
                    together.Count,
                    organization,
                    error.GetBaseException().Message
                );
            }
            foreach (var one in together)
                one.Answer.TrySetResult(answers.GetValueOrDefault(one));
        }
    }

    private List<Waiting> Take(string organization, Queue<Waiting> queue)
    {
        var together = new List<Waiting>();
        lock (_gate)
        {
            while (together.Count < TogetherMax && queue.TryDequeue(out var one))
                if (one.TryTake())
                    together.Add(one);
            if (together.Count == 0)
                _waiting.Remove(organization);
        }
        return together;
    }

    private async Task<Turnstile.Place?> EnterAsync(string organization, CancellationToken ct)
    {
        var entered = await turnstiles.Receipts.EnterAsync(organization, null, ct);
        if (entered.Error is not null)
            log.LogWarning("Receipts of {Organization} found no room within {Patience}", organization, turnstiles.Receipts.Limits.Patience);
        return entered.Value;
    }

    /// <summary>Of those that could be taken together; of the others nothing was written.</summary>
    private async Task<IReadOnlyDictionary<Waiting, NodeAnswer>> TakeAsync(
        string organization,
        List<Waiting> together,
        CancellationToken ct
    )
    {
        await using var scope = await scopes.OpenForReceiptsAsync(organization, ct);
        await scope.Session.SendAsync("SELECT set_config('lock_timeout', $1, true)", ct, LockPatience);
        var brokers = await BrokersAsync(scope.Session, [.. together.Select(w => w.Call.Station).Distinct()], ct);
        var rightly = together
            .Where(w => StationChecks.FaultOf(w.Request, w.Call, brokers.GetValueOrDefault(w.Call.Station)) is null)
            .ToDictionary(w => w.Message);
        var taken = await scope
            .Get<ReceiptIntakeHandler>()
            .TakeFirstAsync([.. rightly.Values.Select(w => new BroughtReceipt(w.Request.Receipt, w.Deviations, w.Message))], ct);
        if (taken.Count == 0)
            return new Dictionary<Waiting, NodeAnswer>();
        var answers = taken.ToDictionary(t => rightly[t.Key], t => AnswerOf(rightly[t.Key], t.Value));
        await scope.Get<InboundMessages>().StoreAsync([.. answers.Select(a => MessageOf(a.Key, a.Value))], ct);
        await scope
            .Get<RefusedMessageWriter>()
            .SettleAsync(
                [
                    .. answers.Select(a =>
                        (
                            UnreadableMessages.Clip(a.Key.Call.Station),
                            a.Key.Call.Envelope,
                            PublicId.Format("rcp", a.Value.ReceiptRecordId!.Value)
                        )
                    ),
                ],
                ct
            );
        var head = await activity.WriteAsync(scope.Session, [.. answers.Select(a => a.Key.Call.EntryOf!(a.Value))], ct);
        await scope.CommitAsync(ct);
        if (head is not null)
            heads.Remember(organization, head);
        return answers.ToDictionary(a => a.Key, a => a.Value with { IsNoted = true, IsPlaced = head is not null });
    }

    private static NodeAnswer AnswerOf(Waiting one, Guid receipt)
    {
        var answer = new NodeAnswer(
            new SendRtResponse(one.Request.Receipt.Version),
            one.Request.IdPa,
            one.Request.Receipt.NoticeNumber,
            receipt
        );
        _ = answer.Bytes;
        return answer;
    }

    private static InboundMessage MessageOf(Waiting one, NodeAnswer answer) =>
        new(
            one.Message,
            TakeReceipt.Kind,
            one.Call.MediaType,
            one.Call.Envelope,
            UnreadableMessages.Clip(one.Call.Station),
            one.Call.ReceivedAt
        )
        {
            Outcome = answer.Outcome,
        };

    /// <summary>By station. None where the organization is not ours.</summary>
    private static async Task<Dictionary<string, string>> BrokersAsync(TenantSession session, string[] stations, CancellationToken ct) =>
        (
            await session.QueryAsync(
                "SELECT station_id, broker_fiscal_code FROM door.stations WHERE organization_id = $1 AND station_id = ANY ($2)",
                r => (Station: r.GetString(0), Broker: r.GetString(1)),
                ct,
                session.Organization,
                stations
            )
        ).ToDictionary(s => s.Station, s => s.Broker);
}
