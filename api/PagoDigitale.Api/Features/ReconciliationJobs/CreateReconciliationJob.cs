using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

public sealed record ReconciliationJobInput
{
    public string? StatementId { get; init; }
    public string? FlussoId { get; init; }
    public string? ExternalId { get; init; }
}

public sealed class ReconciliationJobInputValidator : AbstractValidator<ReconciliationJobInput>
{
    public ReconciliationJobInputValidator()
    {
        RuleFor(x => x.FlussoId)
            .Length(1, 70)
            .When(x => x.FlussoId is not null)
            .Otherwise("flusso-id-invalid", ReconciliationJobsTexts.FlussoIdLength, ReconciliationJobsTexts.UseFlussoId);
        RuleFor(x => x.FlussoId)
            .Must(id => !PublicId.HasForm(id))
            .Otherwise("flusso-id-invalid", ReconciliationJobsTexts.OwnIdentifier, ReconciliationJobsTexts.UseFlussoIdOfPsp);
        RuleFor(x => x.ExternalId)
            .Length(1, 128)
            .When(x => x.ExternalId is not null)
            .Otherwise("external-id-invalid", ReconciliationJobsTexts.ExternalIdLength, ReconciliationJobsTexts.UseOwnId);
        RuleFor(x => x.ExternalId)
            .Must(id => id is not (JobStateWriter.Automatic or JobStateWriter.BeforeAutomatic))
            .Otherwise("external-id-reserved", ReconciliationJobsTexts.ExternalIdReserved, ReconciliationJobsTexts.UseAnotherId);
    }
}

public sealed class CreateReconciliationJobHandler(TenantSession session, JobQueue jobs, ReconciliationJobRows rows, TimeProvider clock)
{
    public async Task<Outcome<Created<ReconciliationJobModel>>> RunAsync(ReconciliationJobInput input, CancellationToken ct)
    {
        if (input.ExternalId is not null && await ExistingAsync(input.ExternalId, ct) is { } existing)
            return new Created<ReconciliationJobModel>((await rows.FindAsync(existing, ct))!, false);
        Guid? statement = null;
        if (input.StatementId is not null)
        {
            if (
                !PublicId.TryParse(input.StatementId, "bst", out var id)
                || !await ExistsAsync("SELECT FROM door.bank_statements WHERE organization_id = $1 AND statement_id = $2", id, ct)
            )
                return ApiError.Invalid(
                    new FieldError(
                        "statementId",
                        "bank-statement-not-found",
                        ReconciliationJobsTexts.StatementUnknown,
                        ReconciliationJobsTexts.UploadStatement
                    )
                );
            statement = id;
        }
        if (
            input.FlussoId is not null
            && !await ExistsAsync("SELECT FROM door.rendicontazioni WHERE organization_id = $1 AND flusso_id = $2", input.FlussoId, ct)
        )
            return ApiError.Invalid(
                new FieldError(
                    "flussoId",
                    "rendicontazione-not-found",
                    ReconciliationJobsTexts.RendicontazioneUnknown,
                    ReconciliationJobsTexts.UploadRendicontazione
                )
            );
        var job = Guid.CreateVersion7(clock.GetUtcNow());
        var inserted = await session.ExecuteAsync(
            """
            INSERT INTO reconciliation_jobs (organization_id, job_id, external_id, state, statement_id, flusso_id, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (organization_id, external_id) DO NOTHING
            """,
            ct,
            session.Organization,
            job,
            input.ExternalId,
            StateText.Of(ReconciliationJobLifeCycle.Table.Initial),
            statement,
            input.FlussoId,
            clock.GetUtcNow()
        );
        if (inserted == 0)
            return new Created<ReconciliationJobModel>(
                (await rows.FindAsync((await ExistingAsync(input.ExternalId!, ct))!.Value, ct))!,
                false
            );
        await jobs.EnqueueAsync(RunReconciliation.Kind, new ReconciliationRun(job), dedupeKey: null, ct);
        return new Created<ReconciliationJobModel>((await rows.FindAsync(job, ct))!, true);
    }

    private async Task<Guid?> ExistingAsync(string externalId, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            "SELECT job_id FROM reconciliation_jobs WHERE organization_id = $1 AND external_id = $2",
            r => r.GetGuid(0),
            ct,
            session.Organization,
            externalId
        );
        return found.Count == 0 ? null : found[0];
    }

    private async Task<bool> ExistsAsync(string query, object key, CancellationToken ct) =>
        await session.ScalarAsync<bool>($"SELECT EXISTS ({query})", ct, session.Organization, key);
}
