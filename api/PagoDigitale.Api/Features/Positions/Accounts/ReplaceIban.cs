using FluentValidation;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Positions.Accounts;

public sealed record IbanReplacementInput
{
    public required string NewIban { get; init; }

    /// <summary>Null: the earliest day there can be.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>The caller has seen that the node takes the new account already.</summary>
    public bool? IsRegistrationConfirmed { get; init; }
    public required string Reason { get; init; }
}

public sealed class IbanReplacementInputValidator : AbstractValidator<IbanReplacementInput>
{
    public IbanReplacementInputValidator()
    {
        RuleFor(x => x.NewIban).NotEmpty().MustBeIban();
        RuleFor(x => x.FirstDay).IsSaneDate();
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
    }
}

/// <summary>
/// Puts an account in the place of another on everything unpaid, from a day on: the treasurer changes, and the notices that are
/// out stay good. The node takes an account a week after it was registered at pagoPA (SANP, connectivity); before, every notice
/// that names it would be refused, so an earlier day must be confirmed.
/// </summary>
public sealed class ReplaceIbanHandler(
    TenantSession session,
    IbanReplacementLookup replacements,
    JobQueue jobs,
    EventLog events,
    TimeProvider clock
)
{
    public const int RegistrationDays = 7;

    private sealed record Account(string Iban, bool IsActive, DateTimeOffset CreatedAt);

    /// <summary>What it would change. Nothing is written.</summary>
    public async Task<Outcome<IbanReplacementModel>> TryAsync(string iban, IbanReplacementInput input, CancellationToken ct)
    {
        var plan = await PlanAsync(iban, input, ct);
        return plan.Error is { } error ? error : plan.Value!.ToModel(await replacements.CountAsync(iban, ct)) with { Id = null };
    }

    public async Task<Outcome<Created<IbanReplacementModel>>> RunAsync(string iban, IbanReplacementInput input, CancellationToken ct)
    {
        // Two that come together follow each other, so that the second finds the first.
        await session.ExecuteAsync(
            "SELECT pg_advisory_xact_lock(hashtextextended('iban-replacements/' || $1, 0))",
            ct,
            session.Organization
        );
        var plan = await PlanAsync(iban, input, ct);
        if (plan.Error is { } error)
            return error;
        var planned = plan.Value!;
        if (await replacements.FindOpenAsync(iban, ct) is { } open)
            return open.NewIban == planned.NewIban && (open.FirstDay == planned.FirstDay || input.FirstDay is null)
                ? new Created<IbanReplacementModel>(await replacements.ToModelAsync(open, ct), false)
                : ApiError.Conflict(
                    "replacement-scheduled",
                    IbanReplacementTexts.AlreadyScheduled,
                    IbanReplacementTexts.CancelOrWait.With(
                        open.PublicId,
                        open.NewIban,
                        open.FirstDay,
                        IbanReplacementTexts.StateOf(open.State)
                    )
                );
        await session.ExecuteAsync(
            """
            INSERT INTO iban_replacements (organization_id, replacement_id, iban, new_iban, first_day, reason, state, created_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            ct,
            session.Organization,
            planned.Id,
            planned.Iban,
            planned.NewIban,
            planned.FirstDay,
            planned.Reason,
            StateText.Of(planned.State),
            planned.CreatedAt
        );
        await jobs.EnqueueAsync(
            RunIbanReplacement.Kind,
            new IbanReplacementJob(planned.Id),
            planned.PublicId,
            ct,
            RomeTime.StartOfDay(planned.FirstDay)
        );
        await events.EmitAsync(new IbanReplacementScheduled(planned), ct);
        return new Created<IbanReplacementModel>(await replacements.ToModelAsync(planned, ct), true);
    }

    private async Task<Outcome<IbanReplacementRecord>> PlanAsync(string iban, IbanReplacementInput input, CancellationToken ct)
    {
        var newIban = Iban.Parse(input.NewIban).Value;
        var accounts = await session.QueryAsync(
            "SELECT iban, is_active, created_at FROM door.ibans WHERE organization_id = $1 AND iban IN ($2, $3)",
            r => new Account(r.GetString(0), r.GetBoolean(1), r.GetFieldValue<DateTimeOffset>(2)),
            ct,
            session.Organization,
            iban,
            newIban
        );
        if (!accounts.Exists(a => a.Iban == iban))
            return ApiError.NotFound("iban-not-found", IbanReplacementTexts.IbanNotFound, IbanReplacementTexts.NoSuchIban.With(iban));
        if (newIban == iban)
            return ApiError.Invalid(new FieldError("newIban", "iban-same", IbanReplacementTexts.IsTheSame, IbanReplacementTexts.GiveOther));
        if (accounts.Find(a => a.Iban == newIban) is not { IsActive: true } account)
            return ApiError.Invalid(
                new FieldError(
                    "newIban",
                    "iban-inactive",
                    IbanReplacementTexts.IsInactive.With(newIban),
                    IbanReplacementTexts.RegisterOrActivate
                )
            );
        var now = clock.GetUtcNow();
        var (today, earliest) = (RomeTime.LegalDate(now), RomeTime.LegalDate(account.CreatedAt).AddDays(RegistrationDays));
        if (input.IsRegistrationConfirmed == true || earliest < today)
            earliest = today;
        var firstDay = input.FirstDay ?? earliest;
        if (firstDay < today)
            return ApiError.Invalid(
                new FieldError(
                    "firstDay",
                    "first-day-passed",
                    IbanReplacementTexts.HasPassed.With(firstDay),
                    IbanReplacementTexts.GiveDayFromToday
                )
            );
        if (firstDay < earliest)
            return ApiError.Invalid(
                new FieldError(
                    "firstDay",
                    "first-day-too-early",
                    IbanReplacementTexts.IsTooEarly.With(firstDay, RegistrationDays),
                    IbanReplacementTexts.GiveLaterDay.With(earliest)
                )
            );
        return new IbanReplacementRecord
        {
            Id = PublicId.NewGuid(now),
            Iban = iban,
            NewIban = newIban,
            FirstDay = firstDay,
            Reason = input.Reason,
            State = IbanReplacementState.Scheduled,
            Counts = new(0, 0, 0, 0),
            CreatedAt = now,
        };
    }
}
