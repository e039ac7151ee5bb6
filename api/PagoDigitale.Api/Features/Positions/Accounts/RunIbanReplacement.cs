using System.Text.Json;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Accounts;

public sealed record IbanReplacementJob(Guid ReplacementId);

/// <summary>
/// Does the replacement when its day has come. First the services, so that nothing new is credited to the old account, then the
/// instalments in their order, a chunk at a time. A chunk commits by itself and changes only what still credits the old account:
/// after a kill the next run goes through again and nothing is changed or counted twice.
/// </summary>
public sealed class RunIbanReplacement(TenantScopes scopes, ITenantRegistry registry, TimeProvider clock) : IJobHandler
{
    public const int ChunkSize = 1_000;

    private const int TimeoutSeconds = 600;

    public static string Kind => "iban.replace";

    public Task RunAsync(Job job, CancellationToken ct) => RunAsync(job, ChunkSize, ct);

    public async Task RunAsync(Job job, int chunkSize, CancellationToken ct)
    {
        var id = job.Read<IbanReplacementJob>().ReplacementId;
        if (!await BeginAsync(job.Organization, id, ct))
            return;
        // Whoever read the old account of a service before it had the new one has committed then, and a pass sees what it wrote.
        await AccountBarrier.PassAsync(scopes, job.Organization, ct);
        while (await PassAsync(job.Organization, id, chunkSize, ct)) { }
        await TellOthersAsync(job.Organization, id, ct);
        await FinishAsync(job.Organization, id, ct);
    }

    private async Task TellOthersAsync(string organization, Guid id, CancellationToken ct)
    {
        IbanReplacementRecord record;
        await using (var own = await scopes.OpenAsync(organization, ct))
            record = (await own.Get<IbanReplacementLookup>().FindAsync(id, forUpdate: false, ct))!;
        foreach (var other in (await registry.AllAsync(ct)).Where(o => o != organization))
        {
            await using var scope = await scopes.OpenAsync(other, ct);
            await scope.Get<BeneficiaryAccountWriter>().TellAsync(organization, record, ct);
            await scope.CommitAsync(ct);
        }
    }

    /// <summary>Whether it found anything.</summary>
    private async Task<bool> PassAsync(string organization, Guid id, int chunkSize, CancellationToken ct)
    {
        var hasFound = false;
        for (Guid? last = Guid.Empty; last is { } after; )
        {
            ct.ThrowIfCancellationRequested();
            last = await AdvanceAsync(organization, id, after, chunkSize, ct);
            hasFound |= last is not null;
        }
        return hasFound;
    }

    /// <summary>False when there is nothing to do: cancelled, done, or its day is still to come.</summary>
    private async Task<bool> BeginAsync(string organization, Guid id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        if (
            await scope.Get<IbanReplacementLookup>().FindAsync(id, forUpdate: true, ct)
            is not { State: IbanReplacementState.Scheduled or IbanReplacementState.Running } record
        )
            return false;
        if (record.FirstDay > RomeTime.LegalDate(clock.GetUtcNow()))
        {
            await scope
                .Get<JobQueue>()
                .EnqueueAsync(Kind, new IbanReplacementJob(id), record.PublicId, ct, RomeTime.StartOfDay(record.FirstDay));
            await scope.CommitAsync(ct);
            return false;
        }
        if (await IsPostalAsync(scope.Session, record.NewIban, ct) is not { } isPostal)
        {
            await FailAsync(scope, record, ct);
            return false;
        }
        var services = await scope.Get<ServiceAccountWriter>().ReplaceAsync(record.Iban, record.NewIban, isPostal, ct);
        await scope.Session.ExecuteAsync(
            """
            UPDATE iban_replacements SET state = $3, services_count = services_count + $4
            WHERE organization_id = $1 AND replacement_id = $2
            """,
            ct,
            organization,
            id,
            StateText.Of(IbanReplacementLifeCycle.Decide(record.State, IbanReplacementEvent.Start).State),
            (long)services
        );
        await scope.CommitAsync(ct);
        return true;
    }

    /// <summary>The last instalment looked at; null when there are no more.</summary>
    private async Task<Guid?> AdvanceAsync(string organization, Guid id, Guid after, int chunkSize, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        scope.Session.CommandTimeout = TimeoutSeconds;
        var record = (await scope.Get<IbanReplacementLookup>().FindAsync(id, forUpdate: true, ct))!;
        var chunk = await scope.Session.QueryAsync(
            $"""
            SELECT i.instalment_id, i.position_id FROM instalments i
            WHERE {UnpaidSql.IsUnpaid} AND i.instalment_id > $3
                AND EXISTS (SELECT FROM transfers t WHERE {UnpaidSql.Credits} AND t.instalment_id = i.instalment_id)
            ORDER BY i.instalment_id LIMIT $4
            """,
            r => (Instalment: r.GetGuid(0), Position: r.GetGuid(1)),
            ct,
            organization,
            record.Iban,
            after,
            chunkSize
        );
        if (chunk.Count == 0)
            return null;
        var isPostal = await IsPostalAsync(scope.Session, record.NewIban, ct) ?? false;
        await scope
            .Get<TransferAccountWriter>()
            .ReplaceAsync(record, isPostal, [.. chunk.Select(c => c.Instalment)], [.. chunk.Select(c => c.Position).Distinct()], ct);
        await scope.CommitAsync(ct);
        return chunk[^1].Instalment;
    }

    private async Task FinishAsync(string organization, Guid id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        var record = (await scope.Get<IbanReplacementLookup>().FindAsync(id, forUpdate: true, ct))!;
        var state = IbanReplacementLifeCycle.Decide(record.State, IbanReplacementEvent.Complete).State;
        await scope.Session.ExecuteAsync(
            "UPDATE iban_replacements SET state = $3, completed_at = $4 WHERE organization_id = $1 AND replacement_id = $2",
            ct,
            organization,
            id,
            StateText.Of(state),
            clock.GetUtcNow()
        );
        await scope.Get<EventLog>().EmitAsync(new IbanReplaced(record with { State = state }), ct);
        await scope.CommitAsync(ct);
    }

    private static async Task FailAsync(TenantScope scope, IbanReplacementRecord record, CancellationToken ct)
    {
        var failure = new Failure
        {
            Code = "iban-inactive",
            Message = IbanReplacementTexts.AccountWasClosed.With(record.NewIban),
            Remedy = IbanReplacementTexts.AskAgain,
        };
        var state = IbanReplacementLifeCycle.Decide(record.State, IbanReplacementEvent.Fail).State;
        await scope.Session.ExecuteAsync(
            "UPDATE iban_replacements SET state = $3, failure = $4::jsonb WHERE organization_id = $1 AND replacement_id = $2",
            ct,
            scope.Session.Organization,
            record.Id,
            StateText.Of(state),
            JsonSerializer.Serialize(failure, ApiJson.Options)
        );
        await scope.Get<EventLog>().EmitAsync(new IbanReplacementFailed(record with { State = state }, failure.Code), ct);
        await scope.CommitAsync(ct);
    }

    /// <summary>Null when the account takes nothing new.</summary>
    private static async Task<bool?> IsPostalAsync(TenantSession session, string iban, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            "SELECT is_postal FROM door.ibans WHERE organization_id = $1 AND iban = $2 AND is_active",
            r => r.GetBoolean(0),
            ct,
            session.Organization,
            iban
        );
        return found.Count == 0 ? null : found[0];
    }
}
