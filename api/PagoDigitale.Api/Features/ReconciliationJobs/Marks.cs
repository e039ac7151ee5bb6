using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>What has changed since the last run over everything. Triggers leave the marks (migration 0015), a run takes them.</summary>
public sealed record Marks(ILookup<string, (Guid Id, int Index)> ByKind)
{
    public int Count => ByKind.Sum(k => k.Count());

    public Guid[] Of(string kind) => [.. ByKind[kind].Select(m => m.Id)];
}

public sealed class MarkQueries(TenantSession session)
{
    /// <summary>
    /// What the sight of the transaction has; what is marked meanwhile stays for the next run. With the flows whose money has become
    /// overdue since the last one, which nobody marks.
    /// </summary>
    /// <param name="lookedOn">When the last run was.</param>
    public async Task<Marks> TakeAsync(DateOnly lookedOn, DateOnly today, CancellationToken ct)
    {
        var marks = (await TakeAsync(ct)).ToHashSet();
        if (lookedOn != today)
            marks.UnionWith(await BecomeDueAsync(lookedOn, today, ct));
        return new(marks.ToLookup(m => m.Kind, m => (m.Id, m.Index)));
    }

    public Task ForgetAsync(CancellationToken ct) =>
        session.ExecuteAsync("DELETE FROM reconciliation_marks WHERE organization_id = $1", ct, session.Organization);

    private Task<List<(string Kind, Guid Id, int Index)>> TakeAsync(CancellationToken ct) =>
        session.QueryAsync(
            "DELETE FROM reconciliation_marks WHERE organization_id = $1 RETURNING kind, subject_id, subject_index",
            r => (r.GetString(0), r.GetGuid(1), r.GetInt32(2)),
            ct,
            session.Organization
        );

    /// <summary>The money of a flow is due one to three days after its regulation. A clock may have been put back.</summary>
    private Task<List<(string Kind, Guid Id, int Index)>> BecomeDueAsync(DateOnly lookedOn, DateOnly today, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT rendicontazione_id FROM door.rendicontazioni
            WHERE organization_id = $1 AND regulation_date BETWEEN least($2::date, $3::date) - 4 AND greatest($2::date, $3::date)
                AND movement_id IS NULL AND state <> 'superseded'
            """,
            r => ("flow", r.GetGuid(0), 0),
            ct,
            session.Organization,
            lookedOn,
            today
        );
}
