using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements.Door;

/// <param name="Flows">Rendicontazioni whose money has come, or has come no more.</param>
public sealed record DebtsToMark(Guid[] Flows);

/// <summary>
/// Puts the debts of many payments where their money puts them, portion by portion, each a transaction: what movements, ledger and
/// rendicontazioni say was committed before, and where a debt belongs is computed from what is stored when it is locked. So it needs no
/// other lock, keeps nobody waiting, and is the same whoever comes first: a movement that is taken off meanwhile, or a run that is begun
/// again after it died.
/// </summary>
public sealed class MarkDebts(TenantScopes tenants) : IJobHandler
{
    private const int StatementSeconds = 600;

    public static string Kind => "debts.mark";

    public async Task RunAsync(Job job, CancellationToken ct)
    {
        var left = new Queue<Guid>(job.Read<DebtsToMark>().Flows);
        while (left.Count > 0)
        {
            await using var unit = await tenants.OpenAsync(job.Organization, ct);
            unit.Session.CommandTimeout = StatementSeconds;
            var writer = unit.Get<MovementLinkWriter>();
            var (portion, rows) = (new List<Guid>(), 0L);
            while (left.Count > 0 && rows < MovementLinkWriter.MarkedAtOnceMax)
            {
                portion.Add(left.Dequeue());
                rows += await writer.RowsOfAsync([portion[^1]], ct);
            }
            await writer.MarkAsync([.. portion], ct);
            await unit.CommitAsync(ct);
        }
    }
}
