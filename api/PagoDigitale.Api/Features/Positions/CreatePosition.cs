using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Positions.Planning;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

public sealed class CreatePositionHandler(
    PagoDb db,
    PositionPlanner planner,
    PositionDrafter drafter,
    PositionParties parties,
    RewritePositionHandler rewrite,
    PositionLoader positions,
    ReadPositionHandler read,
    PositionTaxonomy taxonomy,
    LedgerWriter ledger,
    PositionEventWriter events,
    IMoneyOfPositions money,
    IGroupedDebts groups,
    OfferedPlans plans,
    TenantSession session,
    TimeProvider clock
)
{
    private const string DryRun = "dry_run";

    /// <summary>Stands for what a plan of a service that is not there would have made: the service is refused anyway.</summary>
    private static readonly PaymentOptionInput NoOption = new() { Instalments = [new()] };

    public Task<Outcome<Created<PositionModel>>> RunAsync(PositionInput input, CancellationToken ct) =>
        CreateOrRewriteAsync(input, false, ct);

    /// <summary>
    /// The position as it would be. Everything is really done, the constraints of the database included, and then undone.
    /// </summary>
    public async Task<Outcome<PositionModel>> TryAsync(PositionInput input, CancellationToken ct)
    {
        await session.Transaction.SaveAsync(DryRun, ct);
        var outcome = await CreateOrRewriteAsync(input, true, ct);
        await session.Transaction.RollbackAsync(DryRun, ct);
        if (outcome.Error is { } error)
            return error;
        var computed = outcome.Value!.Value;
        return DryRunAnswer.Of(computed, input, await positions.NoticeNumbersAsync(computed.Id, ct));
    }

    private async Task<Outcome<Created<PositionModel>>> CreateOrRewriteAsync(PositionInput input, bool dryRun, CancellationToken ct)
    {
        if (input.Plan is not { } plan)
            return await WriteAsync(input, dryRun, ct);
        var offered = await plans.OfferAsync(
            input.ServiceCode,
            plan.Codes,
            plan.AmountCents,
            plan.StartsOn,
            ("plan.codes", "plan.amountCents"),
            ct
        );
        if (offered.Error is { } error)
            // That there is no such service is a field of the position.
            return error.Kind == ErrorKind.NotFound ? await WriteAsync(input with { PaymentOptions = [NoOption] }, dryRun, ct) : error;
        var written = await WriteAsync(input with { PaymentOptions = offered.Value! }, dryRun, ct);
        return written.Error is { Fields.Count: > 0 } refused ? refused with { Fields = [.. refused.Fields.Select(OfPlan)] } : written;
    }

    /// <summary>What a plan made is no field that the caller sent.</summary>
    private static FieldError OfPlan(FieldError error) =>
        error.Field.StartsWith("paymentOptions", StringComparison.Ordinal) ? new("plan", error.Code, error.Message, error.Remedy) : error;

    private async Task<Outcome<Created<PositionModel>>> WriteAsync(PositionInput input, bool dryRun, CancellationToken ct)
    {
        if (input.Options.Exists(o => o.Instalments.Exists(i => i.NoticeNumber is not null)))
            await NoticeBarrier.HoldAsync(session, ct);
        var plan = await planner.PlanAsync(input, ct);
        var existing = input.ExternalId is { } externalId ? await FindAsync(externalId, ct) : null;
        if (plan.Error is { } invalid)
            return existing is null && await taxonomy.RefusedAsync(input, ct) is { Count: > 0 } more
                ? ApiError.Invalid([.. invalid.Fields, .. more])
                : invalid;
        if (existing is { } found)
            return await rewrite.RunAsync(found, input, plan.Value!, dryRun, ct);
        var codes = await taxonomy.CheckAsync(input, plan.Value!, new HashSet<string>(), ct);
        if (codes.Error is { } unlisted)
            return unlisted;
        var debtor = await parties.EnterAsync(input, former: null, ct);
        if (debtor.Error is { } refused)
            return refused;
        var now = clock.GetUtcNow();
        var position = Guid.CreateVersion7(now);
        var state =
            input.IsDraft == true
                ? InstalmentState.Draft
                : InstalmentLifeCycle.Decide(InstalmentState.Draft, InstalmentEvent.Publish).State;
        var instalments = await drafter.DraftAsync(
            [.. plan.Value!.Instalments],
            position,
            input.Description,
            state,
            owed: 1,
            now,
            dryRun,
            ct
        );
        if (instalments.Error is { } taken)
            return taken;
        await StoreAsync(Compose(position, debtor.Value!, input, plan.Value, instalments.Value!, now), ct);
        return new Created<PositionModel>(PositionTaxonomy.Told(await read.WrittenAsync(position, ct), codes.Value!), true);
    }

    /// <summary>
    /// Two requests with the same identifier come one after the other: the second finds what the first made. A code of a row that
    /// a flow grouped into a position is taken like the position's own.
    /// </summary>
    private async Task<Guid?> FindAsync(string externalId, CancellationToken ct)
    {
        await GroupBarrier.HoldAsync(session, ct);
        await session.ExecuteAsync(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
            ct,
            $"position/{session.Organization}/{externalId}"
        );
        var found = await session.ScalarAsync<Guid>(
            "SELECT position_id FROM positions WHERE organization_id = $1 AND external_id = $2",
            ct,
            session.Organization,
            externalId
        );
        return found == Guid.Empty ? await groups.FindAsync(externalId, ct) : found;
    }

    private Position Compose(
        Guid id,
        EnteredParties debtor,
        PositionInput input,
        PositionPlan plan,
        List<Instalment> instalments,
        DateTimeOffset now
    ) =>
        new()
        {
            OrganizationId = session.Organization,
            PositionId = id,
            ExternalId = input.ExternalId,
            ServiceCode = input.ServiceCode,
            UnitCode = plan.UnitCode,
            Description = input.Description,
            DebtorId = debtor.Debtor,
            DebtorType = input.Debtor.Type,
            DebtorFiscalCode = FiscalCode.Parse(input.Debtor.FiscalCode).Value,
            DebtorName = input.Debtor.Name,
            DebtorAddress = input.Debtor.Address,
            DebtorEmail = input.Debtor.Email,
            ValidFrom = input.ValidFrom,
            RequestToPay = input.RequestToPay,
            AmountCents = plan.AmountCents,
            State = StateOf(input, instalments, now),
            Metadata = input.Metadata,
            CreatedAt = now,
            UpdatedAt = now,
            Instalments = instalments,
            Options = PositionDrafter.OptionsOf(plan, session.Organization, id),
            CoDebtors = debtor.CoDebtorsOf(input, session.Organization, id),
            OtherServices = PositionDrafter.ServicesOf(plan, session.Organization, id),
        };

    private static PositionState StateOf(PositionInput input, List<Instalment> instalments, DateTimeOffset now) =>
        PositionStates.Compute(
            [.. instalments.Select(i => i.Standing)],
            input.Options.Min(o => o.ValidFrom ?? input.ValidFrom ?? DateOnly.MinValue),
            RomeTime.LegalDate(now)
        );

    private async Task StoreAsync(Position position, CancellationToken ct)
    {
        db.Add(position);
        await db.SaveChangesAsync(ct);
        // A draft is nobody's debt yet.
        if (position.State != PositionState.Draft)
            await ledger.PostAsync(
                [
                    // Options are alternatives: one of them is issued.
                    .. position
                        .Instalments.Where(i => !i.IsReleased)
                        .SelectMany(i => PostingRules.Issue(i.Shares), (i, p) => (p, new PostingSubject(i.PositionId, i.InstalmentId))),
                ],
                ct
            );
        await events.EmitAsync(position.PositionId, p => new PositionCreated(p), ct);
        await money.SettleNewAsync([.. position.Instalments.Select(i => i.InstalmentId)], ct);
    }
}
