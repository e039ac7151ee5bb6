using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>What a call has left, and when it was made.</summary>
public sealed record RemainingReversali(ReversaliInput Input, DateTimeOffset AskedAt);

/// <summary>
/// Goes on with what is more than one call issues reversali for, in the terms of that call. Each portion is a
/// transaction: one that dies is begun again, and what was booked is not booked twice. Nor is what somebody annulled after the call: who
/// annuls means it.
/// </summary>
public sealed class IssueRemainingReversali(TenantScopes tenants, ReversaliPortions portions) : IJobHandler
{
    public static string Kind => "reversali.issue";

    public async Task RunAsync(Job job, CancellationToken ct)
    {
        var asked = job.Read<RemainingReversali>();
        for (var left = int.MaxValue; left > 0; )
        {
            await using var unit = await tenants.OpenAsync(job.Organization, ct);
            var issued = await unit.Get<CreateReversaliHandler>().IssueAsync(asked.Input, portions.OfJob, asked.AskedAt, ct);
            // The call itself was taken, so a refusal now is of what somebody changed meanwhile: it is theirs to ask again.
            if (issued.Value is not { } portion)
                return;
            await unit.CommitAsync(ct);
            // Nothing issued and something left would go on for ever.
            if (portion.Issued.Count == 0 && portion.RemainingCount > 0)
                throw new InvalidOperationException("A portion issued no reversale and some are left.");
            left = portion.RemainingCount;
        }
    }
}
