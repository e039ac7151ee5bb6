using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>
/// Goes on with a statement that has more transfers than one call issues reversali for, in the terms of that call. Each portion is a
/// transaction: one that dies is begun again, and what was booked is not booked twice.
/// </summary>
public sealed class IssueRemainingReversali(TenantScopes tenants) : IJobHandler
{
    private const int StatementSeconds = 600;

    public static string Kind => "reversali.issue";

    public async Task RunAsync(Job job, CancellationToken ct)
    {
        var input = job.Read<ReversaliInput>();
        for (var left = int.MaxValue; left > 0; )
        {
            await using var unit = await tenants.OpenAsync(job.Organization, ct);
            unit.Session.CommandTimeout = StatementSeconds;
            var issued = await unit.Get<CreateReversaliHandler>().IssueAsync(input, ct);
            // The call itself was taken, so a refusal now is of what somebody changed meanwhile: it is theirs to ask again.
            if (issued.Value is not { } portion)
                return;
            await unit.CommitAsync(ct);
            if (portion.RemainingCount >= left)
                throw new InvalidOperationException("A portion of reversali was issued and as many are left as before.");
            left = portion.RemainingCount;
        }
    }
}
